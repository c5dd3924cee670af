// A page tells that it was opened (信标), for sites behind a cache, whose pages do not reach the web
// server's log. Printed only where the installation counts by it: no cookie, nothing but the address.

const told = document.querySelector('meta[name="zq-visit"]');

if (told) navigator.sendBeacon(`${told.content}?${location.pathname}`);
