// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.List;

/**
 * What answers one method at one kind of path.
 *
 * @param method upper case; a GET that {@link Effect#READS} also answers HEAD
 * @param template such as {@code /tasks/{id}/download}: literal segments, and variables that stand
 *     for a whole segment
 * @param body how much of a body is taken
 * @param open whether somebody unknown may ask
 */
public record Route(
    String method, String template, Effect effect, Body body, boolean open, Handler handler) {

  /** Whether requests change something. */
  public enum Effect {
    READS,
    CHANGES,
    /** May change something; the handler itself refuses what pages of other web sites may send. */
    JUDGES
  }

  /** How much of a body a route takes. */
  public enum Body {
    /** A form at the most, read into memory; see {@link HttpSettings.Limits#body}. */
    SMALL,
    /** A JSON document, read into memory; see {@link HttpSettings.Limits#document}. */
    DOCUMENT,
    /** An upload that the handler streams; see {@link HttpSettings.Limits#upload}. */
    UPLOAD
  }

  public Route {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("a route starts with a slash: " + template);
    }
  }

  /** A GET (and HEAD) that changes nothing, or only what its handler withholds from a HEAD. */
  public static Route get(String template, Handler handler) {
    return new Route("GET", template, Effect.READS, Body.SMALL, false, handler);
  }

  /** A method that changes something; a GET of this kind has no HEAD. */
  public static Route changing(String method, String template, Handler handler) {
    return new Route(method, template, Effect.CHANGES, Body.SMALL, false, handler);
  }

  /** A method that takes a JSON document. */
  public static Route document(String method, String template, Handler handler) {
    return new Route(method, template, Effect.CHANGES, Body.DOCUMENT, false, handler);
  }

  /** A POST of a JSON document whose handler says itself which web sites may send it. */
  public static Route judging(String template, Handler handler) {
    return new Route("POST", template, Effect.JUDGES, Body.DOCUMENT, false, handler);
  }

  /** A method that takes an upload. */
  public static Route upload(String method, String template, Handler handler) {
    return new Route(method, template, Effect.CHANGES, Body.UPLOAD, false, handler);
  }

  /** The same for everybody, known or not. */
  public Route opened() {
    return new Route(method, template, effect, body, true, handler);
  }

  /** The segments of the template, variables still in braces. */
  List<String> segments() {
    return template.equals("/") ? List.of() : List.of(template.substring(1).split("/", -1));
  }
}
