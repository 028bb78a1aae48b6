// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Response;
import dev.errand.limit.WaitReason;
import dev.errand.ogc.JobDocument;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.OgcBody;
import dev.errand.ogc.OgcFormat;
import dev.errand.task.Sha256;
import dev.errand.task.Task;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The status document of a job in one format, with an entity tag: a strong one, which the same
 * bytes have and no others, or a weak one while the job waits, since how many are before it changes
 * all the time and is not worth another answer.
 *
 * @param tag with its quotes
 */
record TaggedStatus(Task task, Response.Whole body, String tag) {

  /** Enough that no two documents of one job meet by chance. */
  private static final int DIGEST_BYTES = 16;

  static TaggedStatus of(
      Task task, OgcFormat format, JobReader reader, Optional<WaitReason> waits) {
    JobDocument document = JobDocument.of(task, reader);
    Response.Whole plain = whole(task, format, document);
    if (waits.isEmpty()) {
      return new TaggedStatus(task, plain, '"' + digest(plain.body(), "") + '"');
    }
    String tag = "W/\"" + digest(plain.body(), lasting(waits.get())) + '"';
    return new TaggedStatus(task, whole(task, format, document.waitingFor(waits)), tag);
  }

  /** What of a reason does not change with every start of others. */
  private static String lasting(WaitReason reason) {
    return reason instanceof WaitReason.Bounded ? reason.text() : reason.code();
  }

  private static Response.Whole whole(Task task, OgcFormat format, JobDocument document) {
    Response answer = OgcBody.of(format, "Job " + task.id().key(), document.bytes());
    if (!(answer instanceof Response.Whole whole)) {
      throw new IllegalStateException("a status document is whole");
    }
    return whole;
  }

  boolean isFinal() {
    return task.status().isTerminal();
  }

  /** The document with further headers. */
  Response answer(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(body.headers());
    all.putAll(headers);
    return new Response.Whole(body.status(), body.contentType(), body.body(), all);
  }

  private static String digest(Response.Bytes bytes, String more) {
    MessageDigest sha256 = Sha256.begin();
    sha256.update(bytes.array(), 0, bytes.length());
    sha256.update(more.getBytes(StandardCharsets.UTF_8));
    byte[] digest = Arrays.copyOf(sha256.digest(), DIGEST_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}
