// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Problem;
import dev.errand.http.ReasonPhrase;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.UnknownOutcome;
import dev.errand.task.UnknownOperationException;
import dev.errand.task.UnknownOutcomeException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller is told about an error: problem details (RFC 9457), called an exception by the
 * standard.
 *
 * @param type a URI; {@link #UNTYPED} where the status says it all
 * @param title for people, always the same for a type
 * @param detail for people, about this error; empty if there is nothing to say
 * @param headers to send along
 */
public record OgcProblem(
    int status, String type, String title, String detail, Map<String, String> headers) {

  /** The type of a problem that has no type of its own. */
  public static final String UNTYPED = "about:blank";

  /** The type of a problem that leaves open whether something was stored. */
  public static final String OUTCOME_UNKNOWN = "urn:errand:outcome-unknown";

  /** How the standard's types begin. */
  public static final String TYPES =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

  private static final Pattern ADDRESS = Pattern.compile("[/A-Za-z0-9._~!$&'()*+,=:@%-]+");

  public OgcProblem {
    headers = Map.copyOf(headers);
  }

  /** A problem of no type but its status. */
  public static OgcProblem untyped(int status, String detail, Map<String, String> headers) {
    return new OgcProblem(status, UNTYPED, ReasonPhrase.of(status), detail, headers);
  }

  /** Maps any exception; logs those that are the server's own fault. */
  public static OgcProblem of(Throwable error) {
    return switch (error) {
      case OgcException refusal -> refusal.problem();
      case UnknownOperationException unknown ->
          OgcException.noSuchProcess(unknown.operation()).problem();
      default -> {
        Problem problem = Problem.of(error);
        yield untyped(problem.status(), problem.message(), problem.headers());
      }
    };
  }

  /**
   * It is not known whether a change was stored.
   *
   * @param base where links begin
   */
  static OgcProblem unknown(UnknownOutcomeException unknown, String base) {
    Problem problem = Problem.of(unknown);
    String detail =
        unknown
            .task()
            .map(key ->
                UnknownOutcome.ofStart(
                    "the job",
                    "Look at "
                        + base
                        + "/jobs/"
                        + key
                        + ", where it is if so, or in the list of jobs, by owner and time,"))
            .orElse(problem.message());
    return outcomeUnknown(detail);
  }

  /** What is done may have been done, and nobody is to repeat it unseen. */
  public static OgcProblem outcomeUnknown(String detail) {
    return new OgcProblem(
        UnknownOutcome.STATUS, OUTCOME_UNKNOWN, "Outcome unknown", detail, Map.of());
  }

  /** The answer in the format of errors that the request asks for. */
  Response answer(Request request) {
    Response.Bytes document = JsonWriter.document(out -> write(out, instance(request)));
    if (OgcFormat.ofRefusal(request) == OgcFormat.HTML) {
      return OgcBody.html(status, title, document, headers);
    }
    return new Response.Whole(status, OgcFormat.problemType(request), document, headers);
  }

  private void write(JsonWriter out, Optional<String> instance) {
    out.beginObject().text("type", type).text("title", title).number("status", status);
    if (!detail.isEmpty()) {
      out.text("detail", detail);
    }
    instance.ifPresent(address -> out.text("instance", address));
    out.endObject();
  }

  /** The path without path parameters, which may hold a session; nothing if it is no address. */
  private static Optional<String> instance(Request request) {
    String path = request.rawPath();
    int semicolon = path.indexOf(';');
    return Optional.of(semicolon < 0 ? path : path.substring(0, semicolon))
        .filter(address -> ADDRESS.matcher(address).matches());
  }
}
