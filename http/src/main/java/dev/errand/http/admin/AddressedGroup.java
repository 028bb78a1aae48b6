// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.access.Group;
import dev.errand.access.GuardedGroups;
import dev.errand.http.HttpException;
import dev.errand.http.Request;

/** The group in the path of a request, by name or id. */
final class AddressedGroup {

  private AddressedGroup() {}

  /**
   * @throws HttpException 404 if there is none
   */
  static Group of(Request request, GuardedGroups groups) {
    String group = request.variable("group");
    return groups.find(group).orElseThrow(() -> gone(group));
  }

  static HttpException gone(String group) {
    return HttpException.notFound("There is no group '" + group + "'.");
  }
}
