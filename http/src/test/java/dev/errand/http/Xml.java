// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** An XML body to ask questions of. */
public final class Xml {

  private final Document document;

  public Xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  /** The name of the document element. */
  public String root() {
    return document.getDocumentElement().getNodeName();
  }

  /** The text of an XPath. */
  public String at(String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(path, document);
  }

  /** The element at an XPath. */
  public Element element(String path) throws Exception {
    return (Element)
        XPathFactory.newInstance().newXPath().evaluateExpression(path, document, Node.class);
  }

  /** The names of the children of an element. */
  public List<String> children(String path) throws Exception {
    List<String> names = new ArrayList<>();
    for (Node child = element(path).getFirstChild();
        child != null;
        child = child.getNextSibling()) {
      names.add(child.getNodeName());
    }
    return names;
  }
}
