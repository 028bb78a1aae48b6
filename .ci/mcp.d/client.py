# Runs the client for Python against the fixtures, as it comes: it finds out by itself which version is spoken.
import asyncio
import sys
import time

from mcp.client.client import Client


async def main(url):
    start = time.monotonic()
    seen = []

    async def progressed(progress, total, message):
        seen.append(progress)

    async with Client(url) as client:
        assert client.protocol_version == "2026-07-28", client.protocol_version
        names = [tool.name for tool in (await client.list_tools()).tools]
        assert "slow_compute" in names, names
        greeted = await client.call_tool("greet", {"name": "Ada"})
        assert greeted.content[0].text == "Hello, Ada!", greeted
        slow = {"seconds": 3, "label": "p"}
        result = await client.call_tool("slow_compute", slow, progress_callback=progressed)
        assert result.structured_content == {"label": "p"}, result
        assert len(seen) >= 3, seen
    print(f"mcp 2.3.0 for Python, auto: lists, calls, sees progress ({time.monotonic() - start:.1f} s)")


asyncio.run(main(sys.argv[1]))
