// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.ask;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.ApiFragment;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.JsonWriter;
import dev.errand.ogc.KnownJob;
import dev.errand.ogc.OgcBody;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcRoutes;
import dev.errand.ogc.QuestionObject;
import dev.errand.task.Answer;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes answers to what a job asks. */
public final class OgcAnswers implements OgcRoutes {

  private final Errand errand;

  public OgcAnswers(Errand errand) {
    this.errand = errand;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.document("POST", "/jobs/{id}/answers", this::answer));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(OgcAnswers.class, "api.json"));
  }

  private Response answer(Request request) {
    String id = request.variable("id");
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, id);
    Map<String, Answer.Given> given = GivenAnswers.of(request);
    AnswersTaken taken = guarded.answer(task, given).orElseThrow(() -> OgcException.noSuchJob(id));
    Map<String, String> passedOver = passedOver(taken, given);
    if (taken.taken().isEmpty()) {
      throw OgcException.of(409, "No answer was taken: " + String.join("; ", passedOver.values()));
    }
    JobReader reader = JobReader.of(request);
    return OgcBody.json(
        200, JsonWriter.document(out -> write(out, taken, passedOver, reader)), Map.of());
  }

  /** Why which answer does not count. */
  private static Map<String, String> passedOver(
      AnswersTaken taken, Map<String, Answer.Given> given) {
    Map<String, String> why = new LinkedHashMap<>();
    for (String key : given.keySet()) {
      if (!taken.taken().contains(key)) {
        why.put(key, why(taken, key));
      }
    }
    return why;
  }

  private static String why(AnswersTaken taken, String key) {
    Optional<AskedQuestion> question =
        taken.questions().stream().filter(one -> one.key().equals(key)).findFirst();
    if (question.isEmpty()) {
      return "the job asks nothing with that key";
    }
    String shown = "'" + key + "' ";
    return question
        .get()
        .answered()
        .map(answered ->
            answered.answer() instanceof Answer.TimedOut
                ? shown + "was not answered in time, until " + answered.time()
                : shown + "was answered at " + answered.time())
        .orElse(shown + "was not answered before the job ended");
  }

  private static void write(
      JsonWriter out, AnswersTaken taken, Map<String, String> passedOver, JobReader reader) {
    out.beginObject().texts("taken", taken.taken().stream().sorted().toList());
    out.beginArray("passedOver");
    passedOver.forEach(
        (key, why) -> out.beginObject().text("key", key).text("text", why).endObject());
    out.endArray().beginArray("questions");
    taken.questions().forEach(question -> QuestionObject.write(out, question, reader, true));
    out.endArray().endObject();
  }
}
