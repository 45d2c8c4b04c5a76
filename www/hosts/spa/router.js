// A hash router of the old kind: it throws the view away by innerHTML and writes a new one, and moves nodes about as it likes.

(function () {
  var settings = null;
  var view = document.getElementById('view');
  var dock = document.getElementById('dock');

  function tokenProvider() {
    var phone = this && this.getAttribute ? this.getAttribute('phone') : current().phone;
    return fetch('/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ phone: phone }) })
      .then(function (answer) { return answer.json(); })
      .then(function (given) { return given.token; });
  }

  function current() {
    var key = location.hash.replace('#/contacts/', '');
    return settings.people.filter(function (person) { return person.key === key; })[0];
  }

  function draw() {
    var person = current();
    if (!person) {
      view.innerHTML = '<h1>Contacts</h1><p>Choose one.</p>';
      return;
    }
    view.innerHTML = '<h1>' + person.name + '</h1><button id="move">Dock</button><side-thread theme="light" endpoint="' + settings.endpoint + '" tenant="' + settings.tenant
      + '" phone="' + person.phone + '" name="' + person.name + '"></side-thread>';
    var thread = view.querySelector('side-thread');
    thread.tokenProvider = tokenProvider.bind(thread);
    document.getElementById('move').onclick = function () {
      (thread.parentNode === view ? dock : view).appendChild(thread);
    };
  }

  document.addEventListener('side-thread-sent', function (event) {
    var line = document.createElement('li');
    line.textContent = event.detail.message.channel + ': ' + event.detail.message.content.body;
    document.getElementById('log').appendChild(line);
  });

  var request = new XMLHttpRequest();
  request.open('GET', '/host/settings.json');
  request.onload = function () {
    settings = JSON.parse(request.responseText);
    document.querySelector('nav').innerHTML = '<a href="#/">All</a>' + settings.people.map(function (person) {
      return '<a href="#/contacts/' + person.key + '">' + person.name + '</a>';
    }).join('');
    var script = document.createElement('script');
    script.async = true;
    script.src = settings.endpoint + '/sidethread.js';
    document.body.appendChild(script);
    window.onhashchange = function () {
      dock.innerHTML = '';
      draw();
    };
    draw();
  };
  request.send();
})();
