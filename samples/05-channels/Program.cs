using System.Text;
using Helpdesk.Core;
using Helpdesk.Core.Email;
using Helpdesk.Core.Email.Sources;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

await using var helpdesk = new Channels.Helpdesk();

Title("A contact form is answered by mail");
var form = """{"email":"ann@customer.example","name":"Ann","subject":"Invoice","message":"Please send it again."}"""u8.ToArray();
var invoice = await helpdesk.TakeAsync("form", new ContactForm().Read(form, new ChannelAddress(ChannelAddress.Form, "website")));
await helpdesk.AnswerAsync(invoice, new ReplyDraft("Here it is.") { Attachments = [new Attachment("invoice.pdf", "application/pdf", "%PDF-"u8.ToArray())] });

Title("A chat is answered in the chat, as long as its window is open");
var bob = new ChatVisitor("v1", "Bob") { Claims = [new IdentityClaim(Address.Mail("bob@customer.example"), "login")] };
var printer = await helpdesk.TakeAsync("chat c1", helpdesk.Chat.Said("c1", "line-1", bob, "My printer does not print."));
await helpdesk.AnswerAsync(printer, new ReplyDraft("Which one is it?"));
await helpdesk.AnswerAsync(printer, new ReplyDraft("See the picture.") { Attachments = [new Attachment("a.png", "image/png", new byte[] { 1 })] });
helpdesk.Clock.Wait(Duration.FromHours(25));
await helpdesk.AnswerAsync(printer, new ReplyDraft("Are you still there?"));
await helpdesk.AnswerAsync(printer, new ReplyDraft("May we write to you?") { Template = "reopen" });

Title("He was logged in, so his mail belongs to it, and the answer goes to where he wrote last");
var head = $"From: Bob <bob@customer.example>\r\nTo: support@acme.example\r\nMessage-ID: <b1@customer.example>\r\nSubject: {await helpdesk.ReferenceOfAsync(printer)}";
var mail = MailReader.Read(
    Encoding.UTF8.GetBytes($"{head}\r\n\r\nThe big one.\r\n"), new ChannelAddress(ChannelAddress.Mail, "support@acme.example"));
await helpdesk.TakeAsync("mail bob@customer.example", mail);
await helpdesk.AnswerAsync(printer, new ReplyDraft("Turn it off and on."));
foreach (var way in await helpdesk.Desk.ReadWaysAsync(printer))
{
    Console.WriteLine($"  way: {way.Way.Point.Channel.Channel}{(way.Refusal is { } no ? $", {no.Code}" : "")}");
}

Title("A call is one message, however many events tell of it");
var call = new PhoneCall("call-1", CallState.Ringing, "+4930123456", "+4989654321");
await helpdesk.TakeAsync("call rings", helpdesk.Calls.Happened(call));
await helpdesk.TakeAsync("call answered", helpdesk.Calls.Happened(call with { State = CallState.Answered, AnsweredBy = "Kim" }));
await helpdesk.TakeAsync("call over", helpdesk.Calls.Happened(call with { State = CallState.Ended, Duration = Duration.FromMinutes(3) }));
var missed = await helpdesk.TakeAsync("call missed", helpdesk.Calls.Happened(new PhoneCall("call-2", CallState.Missed, "anonymous", "+4989654321")));
await helpdesk.AnswerAsync(missed, new ReplyDraft("Call back."));

Title("Another program tells by signed web hooks, and is told the same way");
var body = """{"event":"message","id":"77","conversation":"deal-9","from":{"id":"u3","name":"Cleo"},"subject":"Contract","text":"When does it end?"}"""u8.ToArray();
foreach (var signature in new[] { helpdesk.Secrets.Sign(body, helpdesk.Clock.Now), "t=1,v1=00" })
{
    switch (helpdesk.Hooks.Read(signature, body, helpdesk.Clock.Now))
    {
        case WebHookRead.Happened happened:
            await helpdesk.AnswerAsync(await helpdesk.TakeAsync("crm deal-9", happened.Event), new ReplyDraft("At the end of June."));
            break;
        case WebHookRead.Refused refused:
            Console.WriteLine($"  in  ← crm: refused, {refused.Reason.Code}");
            break;
        default:
            Console.WriteLine("  in  ← crm: put aside");
            break;
    }
}

static void Title(string text) => Console.WriteLine($"\n{text}");
