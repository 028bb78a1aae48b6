// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Response;
import dev.errand.limit.Outlook;
import dev.errand.limit.WaitReason;
import dev.errand.ogc.JobDocument;
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
 * bytes have and no others, or a weak one while something is said of the job that changes all the
 * time and is not worth another answer: how many are before it, when it should end.
 *
 * @param told the document with what is said so, to be written only if it is sent
 * @param tag with its quotes
 */
record TaggedStatus(Task task, Response.Whole plain, Optional<Told> told, String tag) {

  /** Enough that no two documents of one job meet by chance. */
  private static final int DIGEST_BYTES = 16;

  /** A document in a format. */
  record Told(JobDocument document, OgcFormat format) {}

  static TaggedStatus of(JobDocument document, OgcFormat format, Outlook outlook) {
    Task task = document.task();
    Response.Whole plain = whole(task, format, document);
    String lasting = outlook.waits().map(TaggedStatus::lasting).orElse("");
    String tag = '"' + digest(plain.body(), lasting) + '"';
    return outlook.isEmpty()
        ? new TaggedStatus(task, plain, Optional.empty(), tag)
        : new TaggedStatus(
            task, plain, Optional.of(new Told(document.with(outlook), format)), "W/" + tag);
  }

  /** What of a reason does not change with every start of others. */
  private static String lasting(WaitReason reason) {
    return reason instanceof WaitReason.Bounded ? reason.text() : reason.code();
  }

  /** Whether the other says the same, but for what changes all the time. */
  boolean isLike(TaggedStatus other) {
    return opaque(tag).equals(opaque(other.tag));
  }

  private static String opaque(String tag) {
    return tag.substring(tag.indexOf('"'));
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
    Response.Whole body =
        told.map(more -> whole(task, more.format(), more.document())).orElse(plain);
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
