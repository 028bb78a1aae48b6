// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/** A request as the multipart parser wants to see it, with a stream that knows its limit. */
record MultipartContext(HttpServletRequest request, InputStream in) implements RequestContext {

  @Override
  public @Nullable String getCharacterEncoding() {
    return request.getCharacterEncoding();
  }

  @Override
  public long getContentLength() {
    return request.getContentLengthLong();
  }

  @Override
  public @Nullable String getContentType() {
    return request.getContentType();
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public boolean isMultipartRelated() {
    return false;
  }
}
