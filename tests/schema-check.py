#!/usr/bin/env python3
"""Validates run files against a JSON Schema: schema-check.py SCHEMA FILE...

Prints "valid FILE" or "refused FILE: where: why" for each.  Run files are read as their JSON equivalents: groups are
objects, lists and arrays are arrays."""
import json
import re
import sys

import jsonschema

TOKEN = re.compile(
    r'\s+|\#[^\n]*|//[^\n]*|/\*.*?\*/'
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<word>[A-Za-z*][A-Za-z0-9_*-]*)"
    r"|(?P<number>[-+]?(?:0[xX][0-9A-Fa-f]+|[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+\.)L{0,2})"
    r"|(?P<mark>[=:;,(){}\[\]])",
    re.DOTALL,
)


class Reader:
    def __init__(self, text):
        self.tokens = []
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise ValueError("cannot read: " + text[at : at + 20])
            at = match.end()
            if match.lastgroup:
                self.tokens.append((match.lastgroup, match.group()))
        self.tokens.append(("end", ""))
        self.at = 0

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self):
        return self.tokens[self.at][1]

    def group(self, closing):
        settings = {}
        while self.peek() != closing:
            kind, name = self.take()
            if kind != "word" or self.take()[1] not in ("=", ":"):
                raise ValueError("a setting is expected at " + name)
            settings[name] = self.value()
            while self.peek() in (";", ","):
                self.take()
        self.take()
        return settings

    def items(self, closing):
        items = []
        while self.peek() != closing:
            items.append(self.value())
            if self.peek() == ",":
                self.take()
        self.take()
        return items

    def value(self):
        kind, text = self.take()
        if kind == "string":
            parts = [text]
            while self.tokens[self.at][0] == "string":
                parts.append(self.take()[1])
            return "".join(json.loads(part) for part in parts)
        if kind == "number":
            text = text.rstrip("L")
            return int(text, 0) if re.fullmatch(r"[-+]?(0[xX][0-9A-Fa-f]+|[0-9]+)", text) else float(text)
        if kind == "word" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if text == "{":
            return self.group("}")
        if text in "([" and kind == "mark":
            return self.items({"(": ")", "[": "]"}[text])
        raise ValueError("a value is expected at " + text)


def main(schema_path, paths):
    with open(schema_path, encoding="utf-8") as stream:
        schema = json.load(stream)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            run_file = Reader(stream.read()).group("")
        error = jsonschema.exceptions.best_match(validator.iter_errors(run_file))
        if error is None:
            print(f"valid {path}")
        else:
            print(f"refused {path}: {'/'.join(map(str, error.absolute_path))}: {error.message}"[:300])


main(sys.argv[1], sys.argv[2:])
