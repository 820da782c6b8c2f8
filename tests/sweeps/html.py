"""What every page must hold, read from its HTML."""

from __future__ import annotations

import warnings
from collections import Counter
from xml.etree import ElementTree

import tinyhtml5

Node = ElementTree.Element
LABELLED = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button"}


def parse(html: str) -> Node:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tinyhtml5.parse(html, namespace_html_elements=False)


def words(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())


def faults(html: str) -> list[str]:
    """Everything that is wrong with a page, in words; empty when all is well."""
    tree = parse(html)
    checks = (headings, landmarks, labels, tables, links, targets, inline, ids)
    return [fault for check in checks for fault in check(tree)]


def headings(tree: Node) -> list[str]:
    found = list(tree.iter("h1"))
    wrong = [] if len(found) == 1 else [f"{len(found)} h1"]
    title = tree.findtext("head/title") or ""
    wrong += [] if title.endswith(" – DacCom PBC") and len(title) > 15 else [f"title {title!r}"]
    invalid = any("nhsuk-error-summary" in (node.get("class") or "").split() for node in tree.iter("div"))
    wrong += [] if title.strip().startswith("Error: ") == invalid else [f"title {title!r}, errors: {invalid}"]
    return wrong


def landmarks(tree: Node) -> list[str]:
    return [f"no {name}" for name in ("header", "main", "footer") if tree.find(f".//{name}") is None]


def labels(tree: Node) -> list[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    fields = [
        node for node in tree.iter() if node.tag in LABELLED and node.get("type") not in UNLABELLED_TYPES
    ]
    return [
        f"no label: {node.get('name')}"
        for node in fields
        if node.get("id") not in labelled and not node.get("aria-label") and not node.get("aria-labelledby")
    ]


def tables(tree: Node) -> list[str]:
    wrong = [
        f"th without scope: {words(th)}"
        for th in tree.iter("th")
        if th.get("scope") not in ("col", "row", "colgroup", "rowgroup")
    ]
    return wrong + [
        "table without caption"
        for table in tree.iter("table")
        if table.find("caption") is None and not table.get("aria-labelledby")
    ]


def links(tree: Node) -> list[str]:
    """The same words must not lead to two places."""
    places = {(link.get("aria-label") or words(link), link.get("href")) for link in tree.iter("a")}
    counted = Counter(text for text, _ in places)
    return [f"{count} places called {text!r}" for text, count in counted.items() if count > 1]


def targets(tree: Node) -> list[str]:
    known = {node.get("id") for node in tree.iter() if node.get("id")}
    inner = [link.get("href", "") for link in tree.iter("a") if link.get("href", "").startswith("#")]
    return [f"{href} leads nowhere" for href in inner if href[1:] not in known]


def inline(tree: Node) -> list[str]:
    wrong = [f"{node.tag} with a style" for node in tree.iter() if node.get("style")]
    wrong += [
        f"{node.tag} with {name}" for node in tree.iter() for name in node.attrib if name.startswith("on")
    ]
    wrong += ["inline style" for _ in tree.iter("style")]
    return wrong + ["inline script" for script in tree.iter("script") if not script.get("src")]


def ids(tree: Node) -> list[str]:
    counted = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    return [f"id {name} stands {count} times" for name, count in counted.items() if count > 1]
