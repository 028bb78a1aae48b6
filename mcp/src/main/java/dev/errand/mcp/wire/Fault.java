// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.task.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Refuses a request by an error of JSON-RPC. Part of normal life, so it carries no stack trace and
 * is not logged.
 */
public final class Fault extends RuntimeException {

  private static final long serialVersionUID = 1;

  static final int UNREADABLE = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int UNKNOWN_METHOD = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL = -32603;
  static final int HEADER_MISMATCH = -32020;
  static final int MISSING_CAPABILITY = -32021;
  static final int UNSUPPORTED_REVISION = -32022;

  private final int code;
  private final int modernStatus;
  private final int legacyStatus;
  private final transient Optional<ObjectNode> data;

  private Fault(int code, int modern, int legacy, String message, Optional<ObjectNode> data) {
    super(message, null, false, false);
    this.code = code;
    this.modernStatus = modern;
    this.legacyStatus = legacy;
    this.data = data;
  }

  /** What came is no JSON. */
  public static Fault unreadable(String message) {
    return new Fault(UNREADABLE, 400, 400, message, Optional.empty());
  }

  /** What came is JSON and no message. */
  public static Fault invalidRequest(String message) {
    return new Fault(INVALID_REQUEST, 400, 400, message, Optional.empty());
  }

  /** A request does not say of itself what the newest revision wants it to say. */
  public static Fault invalidEnvelope(String message) {
    return new Fault(INVALID_PARAMS, 400, 400, message, Optional.empty());
  }

  /** What is asked for cannot be, or is not there. */
  public static Fault invalidParams(String message) {
    return new Fault(INVALID_PARAMS, 200, 200, message, Optional.empty());
  }

  /** The same with more for programs. */
  public static Fault invalidParams(String message, ObjectNode data) {
    return new Fault(INVALID_PARAMS, 200, 200, message, Optional.of(data));
  }

  /** There is no such method. */
  public static Fault unknownMethod(String method) {
    return new Fault(
        UNKNOWN_METHOD, 404, 200, "There is no method '" + method + "' here.", Optional.empty());
  }

  /** A header is missing, or says something else than the body. */
  public static Fault headerMismatch(String message) {
    return new Fault(HEADER_MISMATCH, 400, 400, message, Optional.empty());
  }

  /**
   * The client did not say that it can do what this needs.
   *
   * @param required as the client would have to declare it
   */
  public static Fault missingCapability(ObjectNode required) {
    ObjectNode data = Json.mapper().createObjectNode();
    data.set("requiredCapabilities", required);
    return new Fault(
        MISSING_CAPABILITY,
        400,
        400,
        "This needs a client that declares these capabilities with the request: " + required,
        Optional.of(data));
  }

  /** The request is of a revision that is not served so. */
  public static Fault unsupportedRevision(String requested) {
    ObjectNode data = Json.mapper().createObjectNode();
    Revision.words().forEach(data.putArray("supported")::add);
    data.put("requested", requested);
    return new Fault(
        UNSUPPORTED_REVISION,
        400,
        400,
        "The protocol version '" + requested + "' is not served.",
        Optional.of(data));
  }

  /** The server failed, or stops. */
  public static Fault internal(String message) {
    return new Fault(INTERNAL, 200, 200, message, Optional.empty());
  }

  /** The status of the answer that carries it. */
  public int status(boolean modern) {
    return modern ? modernStatus : legacyStatus;
  }

  /** The member {@code error} of an answer. */
  public ObjectNode error() {
    ObjectNode error = Json.mapper().createObjectNode().put("code", code).put("message", text());
    data.ifPresent(more -> error.set("data", more));
    return error;
  }

  /** What it says. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
