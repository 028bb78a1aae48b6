// SPDX-License-Identifier: Apache-2.0
/** PageSeeder's services on groups and their documents as one whole, for a server to mount. */
@NullMarked
package dev.errand.pageseeder.services;

import org.jspecify.annotations.NullMarked;
