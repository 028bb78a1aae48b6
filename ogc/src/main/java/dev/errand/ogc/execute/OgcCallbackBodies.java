// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.callback.CallbackBodies;
import dev.errand.http.Response;
import dev.errand.ogc.JobDocument;
import dev.errand.ogc.JobReader;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what subscribers are sent: the results document, with the outputs that the caller of the
 * execution wanted, and the status document. Files are links whatever was wanted: what is sent is
 * held in memory.
 */
public final class OgcCallbackBodies implements CallbackBodies {

  private final Errand errand;

  public OgcCallbackBodies(Errand errand) {
    this.errand = errand;
  }

  @Override
  public byte[] results(Task task, String base) throws IOException {
    GuardedErrand guarded = errand.as(Principal.LOCAL);
    Reply reply = Reply.of(task);
    List<JobOutput> outputs =
        new JobOutputs(task, errand.operation(task.operation()), guarded.outputs(task.id()))
            .of(reply);
    Map<String, Wish> wishes = new LinkedHashMap<>(reply.wishes());
    outputs.stream()
        .filter(JobOutput.File.class::isInstance)
        .forEach(file -> wishes.remove(file.id()));
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    new ResultsDocument(new OutputBodies(guarded, task, base), new Reply(Packing.DOCUMENT, wishes))
        .writeTo(outputs, document);
    return document.toByteArray();
  }

  @Override
  public byte[] begun(Task task, String base) {
    return bytes(JobDocument.begun(task, JobReader.subscriber(base)));
  }

  @Override
  public byte[] status(Task task, String base) {
    return bytes(JobDocument.of(task, JobReader.subscriber(base)));
  }

  private static byte[] bytes(JobDocument status) {
    Response.Bytes document = status.bytes();
    return Arrays.copyOf(document.array(), document.length());
  }
}
