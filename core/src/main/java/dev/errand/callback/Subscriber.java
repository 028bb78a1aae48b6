// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

import java.util.Map;

/**
 * Who wants to know what becomes of a task.
 *
 * @param receivers where to, by what happened; at most one for each
 * @param base where links in what is sent begin: the server's address as the caller used it
 */
public record Subscriber(Map<CallbackEvent, Receiver> receivers, String base) {

  /**
   * A URL that deliveries go to.
   *
   * @param url whole, with secrets that it may hold
   * @param host of the URL, in lower case; deliveries to one host are limited
   * @param shown the URL without secrets
   */
  public record Receiver(String url, String host, String shown) {

    /** Never shows secrets. */
    @Override
    public String toString() {
      return shown;
    }
  }

  public Subscriber {
    receivers = Map.copyOf(receivers);
  }

  /** Whether nobody wants to know anything. */
  public boolean isNobody() {
    return receivers.isEmpty();
  }
}
