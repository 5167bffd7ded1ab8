"""What a module of lib shows is what it says that it shows."""

import ast
from pathlib import Path

import pytest

import amparo.lib

LIB = Path(amparo.lib.__path__[0])
MODULES = [file for file in sorted(LIB.rglob("*.py")) if "\n__all__ = " in file.read_text()]


def defined(tree: ast.Module) -> set[str]:
    names = set()
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return {name for name in names if not name.startswith("_")}


def listed(tree: ast.Module) -> list[str]:
    [exported] = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    names: list[str] = ast.literal_eval(exported)
    return names


def imported(tree: ast.Module) -> set[str]:
    found = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in found for alias in node.names}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(LIB)))
def test_the_list_of_exports_is_exact(file: Path) -> None:
    tree = ast.parse(file.read_text())
    names = listed(tree)
    assert len(set(names)) == len(names)
    assert defined(tree) <= set(names)
    assert set(names) <= defined(tree) | imported(tree)


def test_all_of_sealing_lists_its_exports() -> None:
    package = LIB / "sealing"
    assert set(package.glob("*.py")) - set(MODULES) == {package / "__init__.py"}
