// The older viewer is made of custom elements as Chromium had them once. This gives it as much of
// them as it takes to load and to make its model of a trace.
"use strict";
{
  const known = new Map();
  const done = new WeakSet();
  const create = document.createElement.bind(document);

  const upgrade = (element, name) => {
    const prototype = known.get((name || element.localName).toLowerCase());
    if (prototype && !done.has(element)) {
      done.add(element);
      Object.setPrototypeOf(element, prototype);
      if (element.createdCallback) element.createdCallback();
    }
    return element;
  };

  document.createElement = (name, kind) => upgrade(create(name), typeof kind === "string" ? kind : name);
  document.registerElement = (name, options) => {
    known.set(name, options.prototype);
    const make = function () {
      return document.createElement(options.extends || name, name);
    };
    make.prototype = options.prototype;
    return make;
  };
  window.CustomElements = {hasNative: false, ready: true, takeRecords() {}, upgrade};
  Object.defineProperty(document, "_currentScript", {get: () => ({ownerDocument: document})});
}
