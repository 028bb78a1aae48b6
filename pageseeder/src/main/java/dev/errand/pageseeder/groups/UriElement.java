// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.http.Request;
import dev.errand.pageseeder.ServiceWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a document or folder as the element {@code uri}, with the attributes that clients of
 * PageSeeder read.
 */
record UriElement(Group group, URI base) {

  private static final String PSML = "application/vnd.pageseeder.psml+xml";

  /** For answers to that request, whose links begin where it came to. */
  static UriElement of(Group group, Request request) {
    return new UriElement(group, URI.create(request.base()));
  }

  /** Writes the attributes into an element that is open. */
  void write(ServiceWriter writer, Document document) {
    String path = SitePath.of(group, document.path()).text();
    String created = time(document.created());
    writer
        .attribute("id", document.id())
        .attribute("scheme", base.getScheme())
        .attribute("host", base.getHost())
        .attribute("port", port())
        .attribute("path", encoded(path))
        .attribute("decodedpath", path)
        .attribute("external", false);
    if (document.folder()) {
      writer.attribute("folder", true);
    }
    String mediaType = mediaType(document);
    writer.attribute("mediatype", mediaType);
    if (mediaType.equals(PSML)) {
      writer.attribute("documenttype", "default");
    }
    writer
        .attribute("displaytitle", document.path().isEmpty() ? "documents" : document.name())
        .attribute("created", created)
        .attribute("modified", time(document.modified()));
  }

  private static String time(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  private long port() {
    if (base.getPort() >= 0) {
      return base.getPort();
    }
    return "https".equals(base.getScheme()) ? 443 : 80;
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path that begins with a slash can be encoded", e);
    }
  }

  private static String mediaType(Document document) {
    if (document.folder()) {
      return "folder";
    }
    String name = document.name().toLowerCase(Locale.ROOT);
    return name.endsWith(".psml")
        ? PSML
        : Optional.ofNullable(URLConnection.guessContentTypeFromName(name))
            .orElse("application/octet-stream");
  }
}
