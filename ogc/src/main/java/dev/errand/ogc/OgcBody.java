// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Response;
import java.util.Map;

/** Makes responses of JSON documents, rendered for people where they ask for that. */
public final class OgcBody {

  private OgcBody() {}

  /**
   * A document that was found or made: 200.
   *
   * @param title of the page, if it becomes one
   */
  public static Response of(OgcFormat format, String title, Response.Bytes document) {
    return format == OgcFormat.HTML
        ? html(200, title, document, Map.of())
        : json(200, document, Map.of());
  }

  /** A document as it is. */
  public static Response json(int status, Response.Bytes document, Map<String, String> headers) {
    return new Response.Whole(status, OgcFormat.JSON.mediaType(), document, headers);
  }

  /** A document rendered as a page. */
  public static Response html(
      int status, String title, Response.Bytes document, Map<String, String> headers) {
    return HtmlPage.of(title, document).answer(status, headers);
  }
}
