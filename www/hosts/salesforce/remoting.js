// Stands in for Visualforce remoting: a method by its name, parameters in order, and a callback at the end.

window.Visualforce = {
  remoting: {
    Manager: {
      invokeAction(name, ...rest) {
        const { parameters, callback } = rest.reduce((found, one) => (typeof one === "function" ? { ...found, callback: one } : found.callback ? found : { ...found, parameters: [...found.parameters, one] }), { parameters: [], callback: null });
        fetch(`/remoting/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(parameters) }).then(async (answer) => {
          const said = await answer.json();
          if (answer.ok) callback(said, { status: true });
          else callback(null, { status: false, message: said.message });
        });
      },
    },
  },
};
