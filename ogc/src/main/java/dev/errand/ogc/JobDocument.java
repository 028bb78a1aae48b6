// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Response;
import dev.errand.limit.Bound;
import dev.errand.limit.Outlook;
import dev.errand.limit.Scope;
import dev.errand.limit.WaitReason;
import dev.errand.task.AskedQuestion;
import dev.errand.task.AttemptUsage;
import dev.errand.task.CancelRequest;
import dev.errand.task.CancelSteps;
import dev.errand.task.Estimate;
import dev.errand.task.FailedAttempt;
import dev.errand.task.Failure;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task as the standard's {@code statusInfo}: the body of a job's status, and what lists of jobs
 * hold. Written for every poll, so it goes straight into bytes.
 *
 * @param status what the document says, which in the answer to a dismissal may run ahead of the
 *     task's own
 * @param message for people
 * @param links of the job; see {@link JobLinks}
 * @param reader who gets the document
 * @param outlook why the job waits and when it should end, where that was asked
 * @param questions what it has asked, where that was asked
 */
public record JobDocument(
    Task task,
    JobStatus status,
    Optional<String> message,
    List<Link> links,
    JobReader reader,
    Outlook outlook,
    List<AskedQuestion> questions) {

  /** A task as it is. */
  public static JobDocument of(Task task, JobReader reader) {
    return new JobDocument(
        task,
        JobStatus.of(task.status()),
        message(task),
        JobLinks.of(task, reader.base()),
        reader,
        Outlook.NOTHING,
        List.of());
  }

  /** The same with why the job waits and when it should end. */
  public JobDocument with(Outlook outlook) {
    Optional<String> said =
        message.or(() -> outlook.waits().map(why -> "Waits: " + why.text() + "."));
    return new JobDocument(task, status, said, links, reader, outlook, questions);
  }

  /** The same with what it has asked. */
  public JobDocument asking(List<AskedQuestion> questions) {
    return new JobDocument(task, status, message, links, reader, outlook, questions);
  }

  /** A task as it was when its newest attempt had begun and had done nothing yet. */
  public static JobDocument begun(Task task, JobReader reader) {
    Times times = task.times();
    Times then =
        new Times(
            times.submitted(),
            times.started(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return of(
        new Task(
            task.id(),
            task.submission(),
            TaskStatus.RUNNING,
            task.attempt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Outcome.PENDING,
            then),
        reader);
  }

  /** The same with another status. */
  JobDocument as(JobStatus status) {
    return new JobDocument(task, status, message, links, reader, outlook, questions);
  }

  /** The bytes of the document. */
  public Response.Bytes bytes() {
    return JsonWriter.document(this::write);
  }

  /** Writes the document, or an item of a list. */
  public void write(JsonWriter out) {
    Times times = task.times();
    out.beginObject()
        .text("processID", task.operation())
        .text("type", "process")
        .text("jobID", task.id().key().toString())
        .text("status", status.word());
    if (!task.description().isEmpty()) {
      out.text("description", task.description());
    }
    message.ifPresent(text -> out.text("message", text));
    outlook.waits().ifPresent(why -> write(out, why));
    outlook.estimate().ifPresent(estimate -> write(out, estimate));
    OptionalInt progress = progress();
    if (progress.isPresent()) {
      out.number("progress", progress.getAsInt());
    }
    out.text("created", times.submitted().toString());
    times.started().ifPresent(time -> out.text("started", time.toString()));
    times.due().ifPresent(time -> out.text("due", time.toString()));
    times.ended().ifPresent(time -> out.text("finished", time.toString()));
    out.text("updated", updated().toString()).number("number", task.id().number());
    if (reader.seesOwner()) {
      task.submission().owner().ifPresent(owner -> out.text("owner", owner));
    }
    if (task.submission().priority() != 0) {
      out.number("priority", task.submission().priority());
    }
    out.number("attempt", task.attempt().number());
    task.attempt().failed().ifPresent(failed -> write(out, failed));
    task.submission().options().rerunOf().ifPresent(old -> out.text("rerunOf", old.toString()));
    task.cancelRequest().ifPresent(request -> write(out, request));
    writeQuestions(out);
    if (reader.seesNode()) {
      task.attempt().node().ifPresent(node -> out.text("node", node));
    }
    if (reader.seesUsage() && !task.attempt().usage().isEmpty()) {
      out.beginArray("usage");
      task.attempt().usage().forEach(usage -> write(usage, out));
      out.endArray();
    }
    out.links(links).endObject();
  }

  private void writeQuestions(JsonWriter out) {
    if (task.isAsking()) {
      out.number("openQuestions", task.asked().open());
    }
    if (!questions.isEmpty()) {
      boolean seesAnswers = reader.seesAnswers(task);
      out.beginArray("questions");
      questions.forEach(question -> QuestionObject.write(out, question, reader, seesAnswers));
      out.endArray();
    }
  }

  private static void write(JsonWriter out, WaitReason why) {
    out.beginObject("waiting").text("reason", why.code()).text("text", why.text());
    switch (why) {
      case WaitReason.Workers(long ahead, boolean _) -> out.number("ahead", ahead);
      case WaitReason.Share(long running, long ahead) ->
          out.number("running", running).number("ahead", ahead);
      case WaitReason.Bounded(Bound.AtLimit(Scope scope, long limit, boolean _)) ->
          out.text("scope", scope.text()).number("limit", limit);
      case WaitReason.Unanswered(int questions) -> out.number("questions", questions);
      case WaitReason.NextAttempt _,
          WaitReason.NotBefore _,
          WaitReason.Order _,
          WaitReason.Away _,
          WaitReason.Bounded _ -> {}
    }
    out.endObject();
  }

  private static void write(JsonWriter out, FailedAttempt failed) {
    out.beginObject("lastError")
        .number("attempt", failed.attempt())
        .number("counted", failed.counted())
        .number("of", failed.of())
        .text("type", failed.type());
    failed.message().ifPresent(text -> out.text("message", text));
    out.endObject();
  }

  private void write(JsonWriter out, CancelRequest request) {
    out.beginObject("cancel").text("requested", request.time().toString());
    if (reader.seesOwner()) {
      request.by().ifPresent(who -> out.text("by", who));
    }
    CancelSteps steps = request.steps();
    steps.interrupted().ifPresent(time -> out.text("interrupted", time.toString()));
    steps.noticed().ifPresent(time -> out.text("noticed", time.toString()));
    steps.killed().ifPresent(time -> out.text("killed", time.toString()));
    steps.abandoned().ifPresent(time -> out.text("abandoned", time.toString()));
    out.endObject();
  }

  private static void write(JsonWriter out, Estimate estimate) {
    out.beginObject("estimate");
    estimate.start().ifPresent(span -> write(out, "start", span));
    estimate.end().ifPresent(span -> write(out, "end", span));
    Estimate.Held held = estimate.held();
    if (held.of() > 0) {
      out.beginObject("held").number("times", held.times()).number("of", held.of()).endObject();
    }
    out.endObject();
  }

  private static void write(JsonWriter out, String name, Estimate.Span span) {
    out.beginObject(name).text("from", span.from().toString());
    span.to().ifPresent(to -> out.text("to", to.toString()));
    out.endObject();
  }

  private static void write(AttemptUsage usage, JsonWriter out) {
    out.beginObject()
        .number("attempt", usage.attempt())
        .number("cpuMillis", usage.cpuMillis())
        .number("peakMemory", usage.peakMemory())
        .number("bytesRead", usage.bytesRead())
        .number("bytesWritten", usage.bytesWritten())
        .number("processesLeft", usage.processesLeft())
        .endObject();
  }

  private static Optional<String> message(Task task) {
    return switch (task.status()) {
      case WAITING ->
          task.times()
              .due()
              .filter(_ -> task.attempt().number() > 0)
              .map(due -> tryingAgain(task, due));
      case FINISHED -> Optional.empty();
      case RUNNING ->
          task.cancelRequest().isPresent()
              ? Optional.of("Was asked to stop and has not stopped yet.")
              : task.progress().map(Progress::text).filter(text -> !text.isEmpty());
      case FAILED -> task.failure().map(JobDocument::cause);
      case CANCELLED ->
          Optional.of(
              task.attempt().number() == 0
                  ? "Was dismissed before it started."
                  : "Was dismissed while it ran.");
    };
  }

  private static String tryingAgain(Task task, Instant due) {
    int number = task.attempt().number();
    String what =
        task.attempt()
            .failed()
            .filter(failed -> failed.attempt() == number)
            .map(failed ->
                "Attempt %d of %d failed: %s"
                    .formatted(failed.counted(), failed.of(), sentence(failed)))
            .orElse("Attempt %d failed.".formatted(number));
    return "%s The next begins at %s or soon after.".formatted(what, due);
  }

  /** On one line; the whole stands in the error itself. */
  private static String sentence(FailedAttempt failed) {
    String line = failed.message().flatMap(text -> text.lines().findFirst()).orElse(failed.type());
    return line.endsWith(".") ? line : line + ".";
  }

  private static String cause(Failure failure) {
    return failure.message().orElse(failure.type());
  }

  /** How much is done in percent, where the operation says how much there is. */
  private OptionalInt progress() {
    return switch (task.status()) {
      case WAITING -> OptionalInt.of(0);
      case FINISHED -> OptionalInt.of(100);
      case RUNNING, FAILED, CANCELLED ->
          task.progress().map(JobDocument::percent).orElseGet(OptionalInt::empty);
    };
  }

  private static OptionalInt percent(Progress progress) {
    double total = progress.total().orElse(0);
    double percent = 100 * (progress.amount() / total);
    return total > 0 && Double.isFinite(percent)
        ? OptionalInt.of((int) Math.clamp(percent, 0, 100))
        : OptionalInt.empty();
  }

  /** The latest of the moments that are known. */
  private Instant updated() {
    Times times = task.times();
    Instant updated = times.ended().or(times::started).orElse(times.submitted());
    Optional<Instant> asked = task.cancelRequest().map(CancelRequest::time);
    return asked.filter(updated::isBefore).orElse(updated);
  }
}
