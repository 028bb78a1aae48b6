// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.server.connections;

import org.jspecify.annotations.NullMarked;
