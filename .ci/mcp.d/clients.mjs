// Runs the clients of the day against two servers: that of the fixtures, and the one that ships with all its operations.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, fixtures, shipped, inspector] = process.argv.slice(2);
const require = createRequire(path.join(modules, "package.json"));
const load = async (name) => {
  const [owner, short, ...rest] = name.split("/");
  const folder = path.join(modules, "node_modules", owner, short);
  const { exports } = require(path.join(folder, "package.json"));
  let entry = exports[rest.length ? "./" + rest.join("/") : "."] ?? exports["./*"];
  while (typeof entry === "object") {
    entry = entry.import ?? entry.node ?? entry.default;
  }
  return import(pathToFileURL(path.join(folder, entry.replace("*", rest.join("/")))).href);
};

const MODERN = "2026-07-28";
const TASKS = "io.modelcontextprotocol/tasks";
const info = { name: "checks", version: "1" };
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
let count = 0;

async function check(name, work) {
  const start = Date.now();
  try {
    await work();
  } catch (e) {
    console.error(`${name}: ${e.stack ?? e}`);
    process.exit(1);
  }
  count++;
  console.log(`${name} (${seconds(start)} s)`);
}

const TS2 = await load("@modelcontextprotocol/client");
const EXT = await load("@modelcontextprotocol/ext-tasks/client");
const TS1 = await load("@modelcontextprotocol/sdk/client/index.js");
const TS1_HTTP = await load("@modelcontextprotocol/sdk/client/streamableHttp.js");

async function modern(url, mode) {
  const options = mode ? { versionNegotiation: { mode } } : {};
  const client = new TS2.Client(info, options);
  await client.connect(new TS2.StreamableHTTPClientTransport(new URL(url)));
  return client;
}

async function older(url) {
  const client = new TS1.Client(info, { capabilities: {} });
  await client.connect(new TS1_HTTP.StreamableHTTPClientTransport(new URL(url)));
  return client;
}

/** What a host with tasks sends beside its client, which knows none. */
function dispatcher(url) {
  let ids = 0;
  return async (request, options) => {
    const { method, params } = request;
    const name = params?.name ?? params?.uri ?? params?.taskId;
    const response = await fetch(url, {
      method: "POST",
      signal: options?.signal,
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": method,
        ...(name ? { "mcp-name": name } : {}),
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: ++ids, ...request }),
    });
    return response.json();
  };
}

async function session(url, onInputRequest) {
  const client = await modern(url, "auto");
  return EXT.createTaskSessionFromClient(client, {
    endpointId: url,
    rawDispatch: dispatcher(url),
    onInputRequest,
    v2RequestFraming: {
      protocolVersion: MODERN,
      clientInfo: info,
      clientCapabilities: { ...(onInputRequest && { elicitation: {} }), extensions: { [TASKS]: {} } },
    },
  });
}

async function sees(client, url) {
  const { tools } = await client.listTools();
  const names = tools.map((tool) => tool.name);
  assert.ok(names.includes(url === shipped ? "osm-import" : "slow_compute"), names.join());
  return names;
}

async function uses(client) {
  await sees(client, fixtures);
  const greeted = await client.callTool({ name: "greet", arguments: { name: "Ada" } });
  assert.equal(greeted.content[0].text, "Hello, Ada!");
  const report = await client.callTool({ name: "write_report", arguments: {} });
  assert.deepEqual(report.structuredContent, { lines: 2 });
  const link = report.content.find((block) => block.name === "report.csv");
  const read = await client.readResource({ uri: link.uri });
  assert.equal(read.contents[0].text, "a,b\n1,2\n");
}

async function progresses(call) {
  const seen = [];
  const result = await call((progress) => seen.push(progress.progress));
  assert.deepEqual(result.structuredContent, { label: "p" });
  assert.ok(seen.length >= 3, seen.join());
}

const slow = (duration, label) => ({ name: "slow_compute", arguments: { seconds: duration, label } });

const parts = [
  async () => {
    for (const mode of [undefined, "auto"]) {
      await check(`client 2.4.0, ${mode ?? "default"}: lists, calls, reads, sees progress, aborts`, async () => {
        const client = await modern(fixtures, mode);
        await uses(client);
        await progresses((onprogress) => client.callTool(slow(3, "p"), { onprogress }));
        const abort = new AbortController();
        setTimeout(() => abort.abort(), 1_500);
        await assert.rejects(client.callTool(slow(30, "aborted"), { signal: abort.signal }));
        await client.close();
      });
      await check(`client 2.4.0, ${mode ?? "default"}: takes the tools that ship, and what they give`, async () => {
        const client = await modern(shipped, mode);
        await sees(client, shipped);
        await kinds(client);
        await client.close();
      });
    }
  },
  async () => {
    await check("ext-tasks 0.2.2: whole cycles", async () => {
      const tasks = await session(fixtures);
      const run = async (name, args) => {
        const execution = await tasks.callTool(name, args);
        return (await execution.settle()).outcome;
      };
      const [done, failed, broken] = await Promise.all([
        run("slow_compute", { seconds: 20, label: "long" }),
        run("failing_job", {}),
        run("protocol_error_job", {}),
      ]);
      assert.match(JSON.stringify(done), /"label":"long"/);
      assert.match(JSON.stringify(failed), /the job failed/);
      assert.match(JSON.stringify(broken), /the result was lost/);
      const execution = await tasks.callTool("slow_compute", { seconds: 60, label: "c" });
      setTimeout(() => execution.cancel(), 700);
      const cancelled = await execution.settle();
      assert.match(JSON.stringify(cancelled), /cancel/);
      await tasks.close();
    });
  },
  async () => {
    await check("ext-tasks 0.2.2: asked by tasks, one question and two at once", async () => {
      const asked = [];
      const tasks = await session(fixtures, async ({ kind, params }) => {
        asked.push(`${kind}: ${params.message}`);
        return { action: "accept", content: { name: "Ada" } };
      });
      for (const [name, expected] of [["confirm_delete", /Deleted/], ["multi_input", /Ada/]]) {
        const execution = await tasks.callTool(name, {});
        assert.match(JSON.stringify((await execution.settle()).outcome), expected);
      }
      assert.deepEqual(asked.sort(), [
        "elicitation: Are you sure?",
        "elicitation: Delete a?",
        "elicitation: Who are you?",
      ]);
      await tasks.close();
    });
  },
  async () => {
    await check("sdk 1.32.2: lists, calls, reads, tasks", async () => {
      const client = await older(fixtures);
      await uses(client);
      await progresses((onprogress) => client.callTool(slow(3, "p"), undefined, { onprogress }));
      const seen = [];
      for await (const message of client.experimental.tasks.callToolStream(slow(2, "t"))) {
        seen.push(message);
      }
      assert.equal(seen[0].type, "taskCreated");
      assert.deepEqual(seen.at(-1).result?.structuredContent, { label: "t" }, JSON.stringify(seen));
      let task;
      for await (const message of client.experimental.tasks.callToolStream(slow(60, "c"))) {
        if (message.type === "taskCreated") {
          task = message.task.taskId;
          await client.experimental.tasks.cancelTask(task);
        }
      }
      assert.equal((await client.experimental.tasks.getTask(task)).status, "cancelled");
      await client.close();
    });
    await check("sdk 1.32.2: takes the tools that ship, and what they give", async () => {
      const client = await older(shipped);
      await sees(client, shipped);
      await kinds(client);
      await client.close();
    });
  },
  async () => {
    for (const era of ["auto", "legacy"]) {
      await check(`inspector 2.12.0, ${era}: calls for five seconds`, async () => {
        const said = await inspected(era);
        assert.match(said, /label/);
      });
    }
  },
];

async function kinds(client) {
  const result = await client.callTool({ name: "kinds", arguments: { text: "x" } });
  assert.equal(result.structuredContent.span, "PT1.5S", JSON.stringify(result));
  assert.equal(result.structuredContent.when, "2026-11-28T09:14:03");
}

function inspected(era) {
  const [command, ...before] = inspector.split(" ");
  const call = [
    "--cli", fixtures, "--transport", "http", "--protocol-era", era, "--method", "tools/call",
    "--tool-name", "slow_compute", "--tool-arg", "seconds=5", "label=i",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...call], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("exit", (code) => (code === 0 ? resolve(said) : reject(new Error(`${code}: ${said}`))));
  });
}

await Promise.all(parts.map((part) => part()));
console.log(`${count} checks of clients`);
process.exit(0);
