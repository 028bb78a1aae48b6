// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Subscriber;
import dev.errand.callback.Subscriber.Receiver;
import dev.errand.ogc.OgcException;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingUri;
import dev.errand.outgoing.RefusedAddressException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the member {@code subscriber} of an execution request.
 *
 * @param http what deliveries will go through, which knows what is refused
 */
public record SubscriberReader(OutgoingHttp http) {

  private static final Map<CallbackEvent, String> MEMBERS =
      new EnumMap<>(
          Map.of(
              CallbackEvent.IN_PROGRESS,
              "inProgressUri",
              CallbackEvent.SUCCESS,
              "successUri",
              CallbackEvent.FAILED,
              "failedUri"));

  /**
   * Reads it. Members of other names are passed over.
   *
   * @param base where links in what is sent shall begin
   * @throws OgcException 400 if a member is no http or https URL, or leads to an address that
   *     nothing is sent to; names are looked up only when something is sent
   */
  public Subscriber read(JsonNode subscriber, String base) {
    if (!subscriber.isObject()) {
      throw OgcException.of(400, "The member subscriber is an object with URLs.");
    }
    Map<CallbackEvent, Receiver> receivers = new EnumMap<>(CallbackEvent.class);
    MEMBERS.forEach((event, member) -> {
      if (subscriber.has(member)) {
        receivers.put(event, receiver(member, subscriber.get(member)));
      }
    });
    return new Subscriber(receivers, base);
  }

  private Receiver receiver(String member, JsonNode value) {
    if (!value.isString()) {
      throw OgcException.of(400, "The member subscriber.%s is a text.".formatted(member));
    }
    try {
      String url = value.asString();
      OutgoingUri uri = http.accepted(url);
      return new Receiver(url, uri.host().toLowerCase(Locale.ROOT), uri.shown());
    } catch (RefusedAddressException e) {
      throw OgcException.of(
          400, "The member subscriber.%s cannot be used: %s".formatted(member, e.getMessage()));
    }
  }
}
