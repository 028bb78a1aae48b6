// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.ogc.JobLinks;
import dev.errand.task.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Where the outputs of a job are. */
record OutputLinks(Task task, String base) {

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** The absolute address of an output. */
  String address(String output) {
    return JobLinks.address(task, base) + "/outputs/" + encoded(output);
  }

  /** The value of a Link header with a link to each. */
  String header(List<JobOutput> outputs) {
    return outputs.stream()
        .map(output ->
            "<%s>; rel=\"related\"; type=\"%s\"; title*=UTF-8''%s"
                .formatted(
                    address(output.id()),
                    output.mediaType().replaceAll("[\"\\\\\\p{Cntrl}]", ""),
                    encoded(output.id())))
        .collect(Collectors.joining(", "));
  }

  /** A name of any characters as it may stand in addresses and header parameters. */
  static String encoded(String name) {
    StringBuilder out = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append("%02X".formatted(b & 0xff));
      }
    }
    return out.toString();
  }
}
