// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

/** A token that was just made, with the secret that nobody will see again. */
public record NewToken(Tokens.Token token, TokenSecret secret) {}
