// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Problem;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.TaskId;
import java.util.Optional;
import java.util.Set;

/** Suffixes and error bodies of the GeoGig web API. */
public final class GeoGigDialect implements Dialect {

  /** It has no state. */
  public static final GeoGigDialect INSTANCE = new GeoGigDialect();

  private static final Set<String> SUFFIXES = Set.of("json", "xml", "csv");

  private GeoGigDialect() {}

  @Override
  public String name() {
    return "geogig";
  }

  @Override
  public Set<String> suffixes() {
    return SUFFIXES;
  }

  @Override
  public Optional<ApiFragment> described() {
    return Optional.of(new ApiFragment(GeoGigDialect.class, "dialect.json"));
  }

  @Override
  public Optional<String> address(TaskId task) {
    return Optional.of("/tasks/" + task.number());
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    if (error instanceof UnknownFormatException unknown) {
      return Response.text(400, String.valueOf(unknown.getMessage()));
    }
    if (error instanceof FileRefusal refusal) {
      return envelope(errorFormat(request, true), refusal.problem());
    }
    return envelope(errorFormat(request, false), Problem.of(error));
  }

  private static Format errorFormat(Request request, boolean file) {
    try {
      return file ? Format.ofFileError(request) : Format.of(request);
    } catch (HttpException | UnknownFormatException noFormat) {
      return Format.XML;
    }
  }

  private static Response envelope(Format format, Problem problem) {
    return Body.of(
        format,
        problem.status(),
        problem.headers(),
        writer -> {
          writer.object("response").bool("success", false);
          if (!problem.message().isEmpty()) {
            writer.text("error", problem.message());
          }
          writer.endObject();
        });
  }
}
