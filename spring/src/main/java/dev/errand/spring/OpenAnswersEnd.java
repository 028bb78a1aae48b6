// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.http.OpenAnswers;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Ends the answers that stay open as soon as the application begins to stop: a graceful stop of the
 * web server waits for all requests that are under way, and these would be for long.
 */
record OpenAnswersEnd(OpenAnswers open, ApplicationContext context)
    implements ApplicationListener<ContextClosedEvent> {

  /**
   * Jetty gives connections an idle time of a second as soon as it begins to stop, silence before
   * counted, and a write that meets its end fails: the last words of what waits would be lost. Who
   * reads slowly is not waited for.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    // A child's event comes here too, such as that of a management server of its own.
    if (event.getApplicationContext() == context) {
      open.close();
      try {
        boolean _ = open.awaitEnd(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
