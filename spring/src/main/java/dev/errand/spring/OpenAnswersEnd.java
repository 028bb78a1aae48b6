// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.http.OpenAnswers;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Ends the answers that stay open as soon as the application begins to stop: a graceful stop of the
 * web server waits for all requests that are under way, and these would be for long.
 */
record OpenAnswersEnd(OpenAnswers open, ApplicationContext context)
    implements ApplicationListener<ContextClosedEvent> {

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    // A child's event comes here too, such as that of a management server of its own.
    if (event.getApplicationContext() == context) {
      open.close();
    }
  }
}
