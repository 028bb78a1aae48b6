// SPDX-License-Identifier: Apache-2.0
/**
 * The servlet and what every dialect needs: routes, requests, responses, links, downloads, uploads.
 */
@NullMarked
package dev.errand.http;

import org.jspecify.annotations.NullMarked;
