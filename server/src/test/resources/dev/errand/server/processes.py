# SPDX-License-Identifier: Apache-2.0
"""Asks the server at the address in the first argument for all that OWSLib can, and prints it as JSON."""
import json
import sys

from owslib.ogcapi.processes import Processes

server = Processes(sys.argv[1])
listed = server.processes()
# Until 2024 OWSLib gave the whole document, since then the list in it.
processes = listed["processes"] if isinstance(listed, dict) else listed
names = [process["id"] for process in processes]
json.dump(
    {
        "conformance": server.conformance(),
        "api": {"openapi": server.api()["openapi"]},
        "processes": names,
        "descriptions": {name: server.process(name) for name in names},
    },
    sys.stdout,
)
