// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Ends who makes a certain call, as a kill would: that call and all later ones do nothing. What
 * catches exceptions does not see it, and what is closed on the way out are the locks that go with
 * a process.
 */
final class MortalCalls {

  private final boolean cancels;
  private int left;
  private boolean cancelled;

  /** What nothing goes on after. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param last the number of the call that is not made any more, from 1
   * @param cancels whether the task is cancelled when the first folder has gone
   */
  MortalCalls(int last, boolean cancels) {
    this.left = last;
    this.cancels = cancels;
  }

  /** The same, whose calls are counted with those of all others that it has made. */
  <T> T of(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (--left <= 0) {
                throw new Killed();
              }
              if (cancelled && method.getName().equals("checkCancelled")) {
                throw new CancelledException();
              }
              cancelled |= cancels && method.getName().equals("info");
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
