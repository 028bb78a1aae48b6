// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a job is, and what hangs on it. */
public final class JobLinks {

  private JobLinks() {}

  /** The address of a job. */
  public static String address(Task task, String base) {
    return base + path(task.id());
  }

  /** The same without where it begins. */
  static String path(TaskId task) {
    return "/jobs/" + task.key();
  }

  /**
   * The links of a job. Clients find the status by {@code monitor} and the results by their
   * relation only.
   */
  static List<Link> of(Task task, String base) {
    String job = address(task, base);
    List<Link> links = new ArrayList<>(7);
    links.add(Link.json("self", job));
    links.add(Link.json("monitor", job));
    links.add(Link.html(job));
    links.add(up(base));
    links.add(new Link("log", "text/plain", job + "/log", Optional.empty()));
    links.add(new Link("events", "text/event-stream", job + "/events", Optional.empty()));
    if (task.status() == TaskStatus.FINISHED) {
      links.add(Link.json(Link.OGC + "results", job + "/results"));
    } else if (task.status() == TaskStatus.FAILED) {
      links.add(Link.json(Link.OGC + "exceptions", job + "/results"));
    }
    return links;
  }

  static Link up(String base) {
    return Link.json("up", base + "/jobs");
  }
}
