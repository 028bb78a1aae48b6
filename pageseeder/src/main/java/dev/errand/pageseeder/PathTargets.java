// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.access.Account;
import dev.errand.access.Group;
import dev.errand.document.Document;
import java.util.Optional;

/** What the variables of a path name, as far as the path has them. */
record PathTargets(Optional<Group> group, Optional<Account> member, Optional<Document> uri) {}
