// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.Errand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import java.io.IOException;
import java.util.Map;

/** The list of jobs, newest first, page by page; a long page is sent while it is read. */
final class JobList {

  private static final int USUAL_LIMIT = 100;

  /** A longer page is not held as a whole. */
  private static final int LONG = 200;

  private static final long LARGEST_NUMBER = 999_999_999_999_999_999L;

  private final Errand errand;

  JobList(Errand errand) {
    this.errand = errand;
  }

  Response handle(Request request) throws IOException {
    OgcFormat format = OgcFormat.of(request);
    ListParameters parameters = new ListParameters(request, JobFilter.NAMES);
    int limit = parameters.limit(USUAL_LIMIT, format);
    long after = parameters.first(ListParameters.AFTER).map(JobList::number).orElse(0L);
    // Read before anything is sent, so that a store out of order is answered with an error.
    TaskPages tasks =
        new TaskPages(errand.as(request.principal()), JobFilter.of(parameters), after, limit + 1);
    JobPage page = new JobPage(parameters, tasks, limit, JobReader.of(request));
    return limit <= LONG || format == OgcFormat.HTML
        ? OgcBody.of(format, "Jobs", page.bytes())
        : new Response.Stream(format.mediaType(), Map.of(), page::writeTo);
  }

  private static long number(String after) {
    return Math.min(
        LARGEST_NUMBER,
        ListParameters.wholeNumber(
            ListParameters.AFTER, after, "what the link to the next page says"));
  }
}
