"""What is done at the desk in the leak proof, over HTTP: log in, unlock, look, judge, export."""

import re

from tests import cast
from tests.cast import Person
from tests.proofs.formreading import form_in
from tests.proofs.site import Answer, Site, Visitor


class Desk:
    """Alma at her desk, or Ines. Names are shown on purpose; what they are sent is not searched."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.visitor: Visitor = site.visitor("203.0.113.200")

    def log_in(self, who: Person = cast.ALMA) -> None:
        answer = self.send("/accounts/login/", login=who.email, password=who.password)
        assert answer.status == 302, answer.text[:2000]

    def unlock(self, whose: str = "passphrase") -> None:
        answer = self.send("/desk/unlock/", passphrase=self.site.facts[whose])
        assert answer.status == 302, answer.text[-2000:]

    def look(self, path: str) -> str:
        answer = self.visitor.get(path)
        assert answer.status == 200, self._why(path, answer)
        return answer.text

    def send(self, path: str, **typed: str) -> Answer:
        """Fill in the page's form and send it."""
        fields = form_in(self.look(path), next(iter(typed)))
        return self._sent(path, {**fields, **typed})

    def press(self, path: str, **typed: str) -> Answer:
        """Send a button that carries nothing but the token, which the cookie holds, too."""
        return self._sent(path, {"csrfmiddlewaretoken": self.visitor.cookies["csrftoken"], **typed})

    def _sent(self, path: str, fields: dict[str, str]) -> Answer:
        answer = self.visitor.post(path, fields)
        assert answer.status in (200, 302, 303), self._why(path, answer)
        return answer

    def _why(self, path: str, answer: Answer) -> str:
        log = (self.site.home / "logs" / "amparo.log").read_text()
        said = re.findall(r"(?s)error-message.{0,300}", answer.text)
        return f"{path}: {answer.status} {answer.header('Location')} {said} {log[-1000:]}"
