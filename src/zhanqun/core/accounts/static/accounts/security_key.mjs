// Asks the browser for a security key and sends its answer with the form.
//   <form data-security-key="create|get" data-options="id of the JSON">

const bytesOf = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (rows = []) => rows.map((row) => ({ ...row, id: bytesOf(row.id) }));

const asked = {
  async create({ publicKey: options }) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytesOf(options.challenge),
        user: { ...options.user, id: bytesOf(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
    return {
      clientDataJSON: textOf(made.response.clientDataJSON),
      attestationObject: textOf(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
      made,
    };
  },

  async get({ publicKey: options }) {
    const made = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytesOf(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
    return {
      clientDataJSON: textOf(clientDataJSON),
      authenticatorData: textOf(authenticatorData),
      signature: textOf(signature),
      userHandle: userHandle ? textOf(userHandle) : null,
      made,
    };
  },
};

const enhance = (form) => {
  const button = form.querySelector("[data-ask]");
  const fault = form.querySelector("[data-fault]");
  if (!window.PublicKeyCredential) {
    form.querySelector("[data-unable]")?.removeAttribute("hidden");
    return;
  }
  const found = JSON.parse(document.getElementById(form.dataset.options).textContent);
  const options = found.creation_options ?? found.request_options;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    fault.hidden = true;
    try {
      const { made, ...response } = await asked[form.dataset.securityKey](options);
      form.elements.credential.value = JSON.stringify({
        id: made.id,
        rawId: textOf(made.rawId),
        type: made.type,
        authenticatorAttachment: made.authenticatorAttachment,
        clientExtensionResults: made.getClientExtensionResults(),
        response,
      });
      form.submit();
    } catch {
      button.disabled = false;
      fault.hidden = false;
    }
  });
};

document.querySelectorAll("[data-security-key]").forEach(enhance);
