// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.Request;
import dev.errand.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Suffixes and error documents of PageSeeder's web API. */
public final class PageSeederDialect implements Dialect {

  /** It has no state. */
  public static final PageSeederDialect INSTANCE = new PageSeederDialect();

  private static final Set<String> SUFFIXES = Set.of("xml", "json");
  private static final List<String> ROOTS =
      List.of("ps", "service", "threads", "groups", "members", "upload");

  private PageSeederDialect() {}

  @Override
  public String name() {
    return "pageseeder";
  }

  @Override
  public Set<String> suffixes() {
    return SUFFIXES;
  }

  @Override
  public List<String> roots() {
    return ROOTS;
  }

  @Override
  public Optional<ApiFragment> described() {
    return Optional.of(new ApiFragment(PageSeederDialect.class, "dialect.json"));
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    ServiceError refusal = ServiceError.of(error);
    return ServiceBody.of(
        ServiceFormat.ofRefusal(request),
        refusal.status(),
        refusal.headers(),
        writer ->
            writer
                .open("error")
                .attribute("id", refusal.id())
                .text("request", EchoedPath.of(request.rawPath()))
                .text("message", refusal.message())
                .close());
  }
}
