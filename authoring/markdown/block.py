"""Reads blocks as markdown-it does, but asks at each line only the rules that can begin with its first character."""

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

Rule = Callable[[StateBlock, int, int, bool], bool]

BEGINS = {
    "directive": ":",
    "fence": "`~",
    "math_block": "$",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""With which characters each rule begins."""
ANYWHERE = ("table", "code", "lheading", "paragraph")
"""Rules that any character may begin; one that is in neither is noticed when the reader is made."""
NOT_ALONE = ("table", "code", "lheading")
"""Those that need a second line or an indented one."""
INDENTED = 4  # spaces, from which on a line is code


class BlockReader(ParserBlock):
    """Gives the tokens of `parser`, whose rules it takes over."""

    def __init__(self, parser: ParserBlock) -> None:
        super().__init__()
        self.rules = parser.ruler
        self.ruler = _Asking(parser.ruler)

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        if src:
            state = StateBlock(src, md, env, outTokens)
            self.tokenize(state, state.line, state.lineMax)
        return outTokens if src else None


class _Asking(Ruler[Rule]):
    """The rules of each chain as one, which passes a line on to those that can begin with it."""

    def __init__(self, ruler: Ruler[Rule]) -> None:
        super().__init__()
        self._ruler = ruler
        self._names = dict(zip(ruler.getRules(""), ruler.get_active_rules(), strict=True))
        self._chains: dict[str, list[Rule]] = {}

    def getRules(self, chainName: str = "") -> list[Rule]:  # noqa: N802, N803 - the names in the base class
        if chainName not in self._chains:
            self._chains[chainName] = [self._asked(self._ruler.getRules(chainName))]
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        return self._ruler.get_active_rules()

    def _asked(self, rules: Sequence[Rule]) -> Rule:
        among_others, of_any = self._by_character(rules)
        alone, of_any_alone = self._by_character([rule for rule in rules if self._names[rule] not in NOT_ALONE])

        def ask(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            begins, shifts, ends, after = state.bMarks, state.tShift, state.eMarks, start + 1
            first = begins[start] + shifts[start]
            character = state.src[first : first + 1]
            ended = after >= end or begins[after] + shifts[after] >= ends[after]
            if ended and state.sCount[start] - state.blkIndent < INDENTED:
                asked = alone.get(character, of_any_alone)
            else:
                asked = among_others.get(character, of_any)
            for rule in asked:  # noqa: SIM110 - this is asked at every line, and a generator takes longer
                if rule(state, start, end, silent):
                    return True
            return False

        return ask

    def _by_character(self, rules: Sequence[Rule]) -> tuple[dict[str, tuple[Rule, ...]], tuple[Rule, ...]]:
        """The rules that may begin with each character, and those that any other one may begin."""
        characters = "".join(BEGINS[self._names[rule]] for rule in rules if self._names[rule] not in ANYWHERE)
        anywhere = tuple(rule for rule in rules if self._names[rule] in ANYWHERE)
        by_character = {
            character: tuple(rule for rule in rules if rule in anywhere or character in BEGINS[self._names[rule]])
            for character in characters
        }
        return by_character, anywhere
