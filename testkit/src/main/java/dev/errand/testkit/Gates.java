// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gates by name, made when they are first asked for. Safe for all threads. */
public final class Gates {

  private final Map<String, Gate> byName = new ConcurrentHashMap<>();

  public Gate get(String name) {
    return byName.computeIfAbsent(name, made -> new Gate());
  }
}
