// SPDX-License-Identifier: Apache-2.0
import java.util.Map;
import java.util.UUID;
import org.openapitools.client.api.JobsApi;
import org.openapitools.client.api.ProcessesApi;
import org.openapitools.client.model.Execute;
import org.openapitools.client.model.StatusCode;
import org.openapitools.client.model.StatusInfo;

/** Runs echo with the generated client, both ways. */
final class Echo {

  private Echo() {}

  public static void main(String[] arguments) throws Exception {
    ProcessesApi processes = new ProcessesApi();
    Execute request =
        new Execute()
            .putInputsItem("text", "hello")
            .putInputsItem("pause", 1)
            .response(Execute.ResponseEnum.DOCUMENT);
    requireHello(processes.execute("echo", request, null, null));

    Object accepted = processes.execute("echo", request, "respond-async", null);
    UUID job = UUID.fromString(String.valueOf(((Map<?, ?>) accepted).get("jobID")));
    JobsApi jobs = new JobsApi();
    StatusInfo status = jobs.getStatus(job, "wait=30, until-ended", null, null);
    if (status.getStatus() != StatusCode.SUCCESSFUL) {
      throw new AssertionError("the job has not ended well: " + status);
    }
    requireHello(jobs.getResult(job, null));
    System.out.println("Java: echo answers, waited for and as a job");
  }

  private static void requireHello(Object results) {
    if (!(results instanceof Map<?, ?> members) || !"hello".equals(members.get("text"))) {
      throw new AssertionError("these are not the results: " + results);
    }
  }
}
