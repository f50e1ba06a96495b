"""Post a review as the one comment of a pull request: made once, then updated in place.

    PLATFORM=github|gitlab|gitee API=… REPOSITORY=… NUMBER=… TOKEN=… python3 post_review.py review.md

Without NUMBER, COMMIT tells which pull request is meant (GitHub). Needs nothing but Python; the text is data, and nothing of
the pull request is run. Exit code 0 when the comment stands, 1 with a reason when it does not.
"""

from __future__ import annotations

import json
import os
import pathlib
import sys
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

MARK = "<!-- jixiao-review -->"
LONGEST = 65_000
PAGES = 50


class Platform:
    """The address of comments, and how a platform wants to be asked."""

    def __init__(self, settings: dict[str, str]) -> None:
        name, repository = settings["PLATFORM"], settings["REPOSITORY"]
        self.api, self.token, self.name = settings["API"].rstrip("/"), settings["TOKEN"], name
        if not self.api.startswith(("https://", "http://127.0.0.1:")):
            raise SystemExit("API must be an https address")
        quoted = urllib.parse.quote(repository, safe="/" if name != "gitlab" else "")
        number = int(settings.get("NUMBER") or self._number(quoted, settings.get("COMMIT", "")))
        self.comments = {
            "github": f"/repos/{quoted}/issues/{number}/comments",
            "gitlab": f"/projects/{quoted}/merge_requests/{number}/notes",
            "gitee": f"/repos/{quoted}/pulls/{number}/comments",
        }[name]
        self.one = {
            "github": f"/repos/{quoted}/issues/comments/",
            "gitlab": f"{self.comments}/",
            "gitee": f"/repos/{quoted}/pulls/comments/",
        }[name]
        self.update = {"github": "PATCH", "gitlab": "PUT", "gitee": "PATCH"}[name]

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """One request; raises `urllib.error.HTTPError`."""
        headers = {"Content-Type": "application/json", "User-Agent": "jixiao"}
        headers |= (
            {"PRIVATE-TOKEN": self.token}
            if self.name == "gitlab"
            else {"Authorization": f"Bearer {self.token}"}
        )
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(self.api + path, data=data, headers=headers, method=method)  # noqa: S310 - checked above
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def _number(self, repository: str, commit: str) -> str:
        """The pull request of a commit."""
        found = self.ask("GET", f"/repos/{repository}/commits/{int(commit, 16):040x}/pulls")
        if not found:
            raise SystemExit("no pull request has this commit")
        return str(found[0]["number"])


def post(platform: Platform, text: str) -> str:
    """Update our comment, or make one; returns what was done."""
    for page in range(1, PAGES + 1):
        found = platform.ask("GET", f"{platform.comments}?per_page=100&page={page}")
        for comment in found:
            if str(comment.get("body", "")).startswith(MARK):
                try:
                    platform.ask(platform.update, f"{platform.one}{comment['id']}", {"body": text})
                except urllib.error.HTTPError as error:
                    if error.code not in (401, 403, 404):  # somebody else's comment that pretends to be ours
                        raise
                else:
                    return "updated"
        if not found:
            break
    platform.ask("POST", platform.comments, {"body": text})
    return "made"


def main() -> int:
    """Post the file named on the command line."""
    text = pathlib.Path(sys.argv[1]).read_bytes()[:LONGEST].decode("utf-8", "ignore")
    if not text.startswith(MARK):
        text = f"{MARK}\n{text}"
    try:
        sys.stdout.write(f"comment {post(Platform(dict(os.environ)), text)}\n")
    except (urllib.error.URLError, KeyError, ValueError) as error:
        sys.stderr.write(f"the comment could not be posted: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
