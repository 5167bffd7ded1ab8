"""Programs that made files which the project carries, kept so that anybody can make them again."""
