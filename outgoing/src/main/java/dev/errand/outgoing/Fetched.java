// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.util.Optional;

/**
 * What was behind a URL.
 *
 * @param body whole, and no longer compressed for the way
 * @param mediaType as the server says it, with parameters
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
public record Fetched(byte[] body, Optional<String> mediaType) {}
