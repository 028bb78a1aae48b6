// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.http.Response;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ThreadBodies;
import java.util.List;

/**
 * An upload that its caller may make.
 *
 * @param member whose zone it goes into
 */
record Upload(ServiceCall call, long member, ZoneName name) {

  /** What takes the files in. */
  Receiving receiving(LoadingSite site) {
    return new Receiving(site, call.group(), member, name);
  }

  /** The answer once the files are there, with what pageseeder-rs reads of it. */
  Response answer(ThreadBodies bodies, List<String> paths) {
    return bodies.answer(
        call.request(),
        "upload",
        writer -> {
          ZoneBody.attributes(writer, member, name);
          writer.repeat("file");
          paths.forEach(path -> ZoneBody.file(writer.item(), path, false));
          writer.close();
        });
  }
}
