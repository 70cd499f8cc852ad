"""Counts what held and prints what did not."""


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def hold(self, what: str, condition: bool, why: object = "") -> None:
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}" + (f": {why}" if why else ""))

    def attempt(self, what: str, action) -> None:
        """Holds what the action returns, or that it raises nothing where it returns nothing."""
        try:
            result = action()
        except Exception as error:  # whatever an SDK raises is a fault of what it was given
            self.hold(what, False, f"{type(error).__name__}: {error}")
        else:
            self.hold(what, result is None or bool(result), result)
