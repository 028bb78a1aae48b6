// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.http.Request;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Revision;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The calls of clients with a session that wait here, by what their clients call them, so that a
 * notification can cancel one. Ids of requests are the client's own and begin anew with each, so
 * whose they are is part of the name. Safe for all threads.
 */
public final class WaitingCalls {

  /** By it a client says which of those that share an account it is; means nothing else. */
  public static final String SESSION = "Mcp-Session-Id";

  private final Map<Name, Runnable> waiting = new ConcurrentHashMap<>();

  /** What a client calls one of its requests. */
  private record Name(String caller, String session, JsonNode id) {}

  /** Until closed, a call can be cancelled. */
  public interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Enters a call.
   *
   * @param cancel what cancelling it does
   */
  Entry enter(Call call, Runnable cancel) {
    if (call.revision() == Revision.MODERN) {
      return () -> {};
    }
    Name name = name(call.errand().principal().shown(), session(call.http()), call.ask().id());
    waiting.put(name, cancel);
    return () -> waiting.remove(name, cancel);
  }

  /**
   * Cancels the call that this caller means, if it waits here.
   *
   * @param caller as logs show it
   * @param session what the request with the notification says
   * @param id of the call
   */
  public void cancel(String caller, String session, JsonNode id) {
    Optional.ofNullable(waiting.get(name(caller, session, id))).ifPresent(Runnable::run);
  }

  private static Name name(String caller, String session, JsonNode id) {
    return new Name(caller, session, id);
  }

  private static String session(Request request) {
    return request.header(SESSION).orElse("");
  }
}
