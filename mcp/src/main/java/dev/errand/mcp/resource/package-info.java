// SPDX-License-Identifier: Apache-2.0
/** What tasks left and wrote, to be read through the protocol. */
@NullMarked
package dev.errand.mcp.resource;

import org.jspecify.annotations.NullMarked;
