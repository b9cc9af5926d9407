# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One visitor at the doors, with an eye for what is closed to them."""

import json

from .door import filled
from .traces import Detective

# An id that nothing has: what the answer is compared with where a door must be silent.
NO_ID = 2_147_483_000
# Findings that are kept of one door and one visitor; the first ones tell enough.
FINDINGS = 5
EVIDENCE = 600  # characters


class Visit:
    """Walks doors as one visitor, and says of each what was found."""

    def __init__(self, audit, visitor, stranger, menu, shut):
        self._audit, self._visitor, self._stranger = audit, visitor, stranger
        self._shut = shut
        closed = {id(dish) for dish in shut}
        self._open = [dish for dish in menu if id(dish) not in closed]
        self._sampled = audit._sampled(shut)
        self._sampled_open = audit._sampled(self._open)
        innocent = audit._innocent_names(shut)
        self._detective = Detective(audit._with_values(shut), innocent)
        # Where nothing reserved shows to anybody.
        everything = [dish["suspect"] for dish in menu]
        self._everything = Detective(everything, audit._innocent_names(menu))
        # What was asked last, and what nothing answers: not asked again at once.
        self._just, self._nothing = {}, {}
        self.answers = 0
        self._lists = {
            "template_ids": [
                d["suspect"].template_id for d in shut if d["suspect"].template_ids
            ],
            "product_ids": [i for d in shut for i in d["suspect"].variant_ids],
        }

    def __enter__(self):
        self._stranger.__enter__()
        return self

    def __exit__(self, *failure):
        session = self._stranger.session_now()
        self._stranger.__exit__(*failure)
        with self._audit.env.registry.cursor() as cr:
            audit = self._audit.with_env(self._audit.env(cr=cr))
            audit._clean_up(self._stranger.user.with_env(audit.env), session)

    def walk(self, door):
        """Walk one door.

        :return: what the cell says, findings
        :rtype: tuple(str, list(dict))
        """
        nobody = self._visitor["tier_ids"] is False
        if (door.only_nobody and not nobody) or (door.login and nobody):
            return "none", []
        try:
            found = [*self._traces(door), *self._missing(door)]
        except Exception as error:  # noqa: BLE001
            # A door that breaks is a finding; the others are walked all the same.
            found = [self._finding(door, "unwalked", door.path, repr(error))]
        kinds = {finding["kind"] for finding in found}
        for kind in ("trace", "missing", "unwalked"):
            if kind in kinds:
                return kind, found[:FINDINGS]
        return "ok", []

    # --------------------------------------------------------------- closed
    def _traces(self, door):
        if not door.each:
            detective = self._everything if door.never else self._detective
            return self._look(door, self._lists, detective)
        found = []
        for dish in self._sampled:
            facts = {**self._lists, **self._audit._facts(dish)}
            found += self._look(door, facts, self._detective)
            if door.silent:
                found += self._differs(door, dish, facts)
            if len(found) >= FINDINGS:
                break
        return found

    def _look(self, door, facts, detective):
        found = []
        for path, params in door.asked():
            answer, asked, said = self._ask(door, path, params, facts)
            if answer.status >= 500:
                found.append(
                    self._finding(door, "unwalked", asked, answer.text, answer.status)
                )
                continue
            for trace in detective.look(answer.text, said, answer.is_html):
                found.append(self._of_trace(door, asked, answer, trace))
        return found

    def _differs(self, door, dish, facts):
        """Compare with the answer for a product that does not exist."""
        (path, params), *_others = door.asked()
        if dish["record"]._name == "product.product" and "{product_id}" not in path:
            return []  # its template is open
        answer, asked, _said = self._ask(door, path, params, facts)
        other = self._of_nothing(door, facts)
        same = answer.text or other.text or answer.body == other.body
        if answer.status == other.status and same:
            return []
        evidence = self._audit.env._(
            "Answers otherwise than for a product that does not exist (%(status)s).",
            status=other.status,
        )
        return [self._finding(door, "trace", asked, evidence, answer.status, dish)]

    def _of_nothing(self, door, facts):
        """Return the answer of a door for a product that does not exist."""
        if self._nothing.get("door") != door.key:
            (path, params), *_others = door.asked()
            nothing = {**facts, "template_id": NO_ID, "product_id": NO_ID}
            nothing["slug"] = f"nothing-{NO_ID}"
            answer, _asked, _said = self._ask(door, path, params, nothing)
            self._nothing = {"door": door.key, "answer": answer}
        return self._nothing["answer"]

    # ----------------------------------------------------------------- open
    def _missing(self, door):
        if door.shows is None or door.never:
            return []
        offered = self._offered(door)
        if not door.each:
            return self._lacks(door, self._lists, offered) if offered else []
        found = []
        for dish in offered:
            facts = {**self._lists, **self._audit._facts(dish)}
            found += self._lacks(door, facts, [dish])
        return found

    def _offered(self, door):
        """Return what is open and must show at a door."""
        templates = {
            dish["record"].id: dish
            for dish in self._sampled_open
            if dish["record"]._name == "product.template"
        }
        domain = [("id", "in", list(templates)), *door.shows]
        offered = self._audit.env["product.template"].search(domain)
        return [templates[template.id] for template in offered]

    def _lacks(self, door, facts, dishes):
        (path, params), *_others = door.asked()
        answer, asked, said = self._ask(door, path, params, facts)
        if not answer.text and door.silent:
            other = self._of_nothing(door, facts)
            if answer.status == 200 and answer.body != other.body:
                return []
        found = []
        for dish in dishes:
            suspect = dish["suspect"]
            if not Detective([suspect]).look(answer.text, said, answer.is_html):
                found.append(
                    self._finding(
                        door, "missing", asked, answer.text, answer.status, dish
                    )
                )
        return found

    # ------------------------------------------------------------------ ask
    def _ask(self, door, path, params, facts):
        path, params = filled(path, facts), filled(params, facts)
        asked = f"{path} {params}"
        if asked == self._just.get("asked"):
            answer = self._just["answer"]
        else:
            self.answers += 1
            ask = self._stranger.call if door.rpc else self._stranger.get
            answer = ask(path, params)
            self._just = {"asked": asked, "answer": answer}
        if door.rpc:
            return answer, f"{path} {json.dumps(params, ensure_ascii=False)}", [path]
        said = [path, *(str(value) for value in params.values() if len(str(value)) > 3)]
        query = "&".join(f"{key}={value}" for key, value in params.items())
        return answer, f"{path}?{query}" if query else path, said

    def _of_trace(self, door, asked, answer, trace):
        dish = {"suspect": trace.suspect}
        return self._finding(
            door, "trace", asked, trace.excerpt, answer.status, dish, trace.what
        )

    def _finding(self, door, kind, asked, excerpt, status=0, dish=None, mark=""):
        return {
            "door": door.key,
            "door_name": door.name,
            "visitor": self._visitor["key"],
            "visitor_name": self._visitor["name"],
            "kind": kind,
            "product_tmpl_id": dish["suspect"].template_id if dish else False,
            "mark": mark,
            "address": asked[:EVIDENCE],
            "status": status,
            "excerpt": " ".join(excerpt[: EVIDENCE * 2].split())[:EVIDENCE],
        }
