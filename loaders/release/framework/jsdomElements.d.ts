declare module "jsdom/lib/jsdom/living/nodes/*-impl.js" {
  const element: {implementation: {prototype: object}};
  export = element;
}
