// Passkeys: a form with data-passkey asks the browser for one and sends what it answers.
// The server's options lie in data-options; signing in fetches them, because they are made for one try.
(function () {
  "use strict";

  function say(form, which) {
    form.querySelectorAll("[data-fault]").forEach(function (fault) {
      fault.hidden = fault.dataset.fault !== which;
    });
  }

  async function optionsOf(form) {
    if (form.dataset.options) {
      return JSON.parse(form.dataset.options);
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error("no options");
    }
    return answer.json();
  }

  async function ask(form) {
    const options = await optionsOf(form);
    if (form.dataset.passkey !== "add") {
      return window.webauthnJSON.get(options.request_options);
    }
    const wanted = options.creation_options;
    const chosen = wanted.publicKey.authenticatorSelection;
    chosen.residentKey = "required";
    chosen.requireResidentKey = true;
    chosen.userVerification = "required";
    return window.webauthnJSON.create(wanted);
  }

  async function send(event) {
    const form = event.target;
    event.preventDefault();
    if (!window.PublicKeyCredential) {
      say(form, "missing");
      return;
    }
    say(form, "");
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
    } catch (fault) {
      say(form, "failed");
      return;
    }
    form.submit();
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.addEventListener("submit", send);
  });
})();
