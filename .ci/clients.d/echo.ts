// SPDX-License-Identifier: Apache-2.0
// Runs echo with the generated client, both ways.
import { ExecuteResponseEnum, JobsApi, ProcessesApi, StatusCode } from "./client";

async function main() {
  const processes = new ProcessesApi();
  const request = {
    processId: "echo",
    execute: { inputs: { text: "hello", pause: 1 }, response: ExecuteResponseEnum.Document },
  };
  requireHello(await processes.execute(request));

  const accepted = await processes.execute({ ...request, prefer: "respond-async" });
  const jobs = new JobsApi();
  const status = await jobs.getStatus({ jobId: accepted.jobID, prefer: "wait=30, until-ended" });
  if (status.status !== StatusCode.Successful) {
    throw new Error(`the job has not ended well: ${JSON.stringify(status)}`);
  }
  requireHello(await jobs.getResult({ jobId: status.jobID }));
  console.log("TypeScript: echo answers, waited for and as a job");
}

function requireHello(results: { text?: string }) {
  if (results.text !== "hello") {
    throw new Error(`these are not the results: ${JSON.stringify(results)}`);
  }
}

main();
