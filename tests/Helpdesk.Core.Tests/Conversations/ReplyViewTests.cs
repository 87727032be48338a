using Helpdesk.Core.Conversations.Replies;

namespace Helpdesk.Core.Tests.Conversations;

/// <summary>Each trap that real replies set, in a reply of our own.</summary>
public sealed class ReplyViewTests
{
    // The line, wrapped or not, by which mail programs introduce what they quote.
    [Theory]
    [InlineData("On Sat, Nov 28, 2026 at 10:00 AM, Ann Lee <ann@x.example> wrote:")]
    [InlineData("On 28 Nov 2026, at 10:00, Ann Lee wrote:")]
    [InlineData("On 2026-11-28 10:00, ann@x.example wrote:")]
    [InlineData("On Sat, Nov 28, 2026 at 10:00 AM, Ann Lee <\nann@x.example> wrote:")]
    [InlineData("On Sat, Nov 28, 2026 at 10:00 AM, Ann Lee via the longest list of all\n<ann@x.example>\nwrote:")]
    [InlineData("On Sat, Nov 28, 2026 at 10:00 AM Ann Lee\n\n<\nmailto:ann@x.example\n> wrote:")]
    [InlineData("At 11/28/2026 10:00 AM, you wrote:")]
    [InlineData("Ann Lee <ann@x.example> wrote:")]
    [InlineData("---- On Sat, 28 Nov 2026 10:00:00 +0100 Ann Lee <ann@x.example> wrote ----")]
    [InlineData("------On 11/28/2026 10:00 AM, Ann Lee wrote-----")]
    [InlineData("---- Ann Lee wrote ----")]
    [InlineData("2026-11-28 10:00 GMT+01:00 Ann Lee <ann@x.example>:")]
    [InlineData("28.11.2026, 10:00, \"Ann Lee\" <ann@x.example>:")]
    [InlineData("Am 28.11.2026 um 10:00 schrieb Ann Lee:")]
    [InlineData("Ann Lee <ann@x.example> schrieb am Sa., 28. Nov. 2026 um\n10:00 Uhr:")]
    [InlineData("Op za 28 nov. 2026 om 10:00 schreef Ann Lee <ann@x.example>:")]
    [InlineData("Op 28 nov. 2026 om 10:00 heeft Ann Lee <ann@x.example> het volgende geschreven:")]
    [InlineData("Le sam. 28 nov. 2026 à 10:00, Ann Lee <ann@x.example> a écrit :")]
    [InlineData("El sáb, 28 nov 2026 a las 10:00, Ann Lee (<ann@x.example>) escribió:")]
    [InlineData("Em sáb., 28 de nov. de 2026 às 10:00, Ann Lee <ann@x.example> escreveu:")]
    [InlineData("Il giorno sab 28 nov 2026 alle ore 10:00 Ann Lee <ann@x.example> ha scritto:")]
    [InlineData("Den lör 28 nov. 2026 kl 10:00 skrev Ann Lee <ann@x.example>:")]
    [InlineData("Den 28. nov. 2026 kl. 10.00 skrev Ann Lee <ann@x.example>:")]
    [InlineData("la 28. marrask. 2026 klo 10.00 Ann Lee (ann@x.example) kirjoitti:")]
    [InlineData("W dniu 28.11.2026 o 10:00, Ann Lee pisze:")]
    [InlineData("Dnia 28 listopada 2026 10:00 Ann Lee <ann@x.example> napisał(a):")]
    [InlineData("so 28. 11. 2026 v 10:00 odesílatel Ann Lee <ann@x.example> napsal:")]
    [InlineData("Ann Lee <ann@x.example> ezt írta (időpont: 2026. nov. 28., Szo, 10:00):")]
    [InlineData("сб, 28 нояб. 2026 г. в 10:00, Ann Lee <ann@x.example>:")]
    [InlineData("28 листоп. 2026 р. 10:00 \"Ann Lee\" <ann@x.example> пише:")]
    [InlineData("На сб, 28.11.2026 г. в 10:00 Ann Lee <ann@x.example> написа:")]
    [InlineData("Στις Σάβ 28 Νοε 2026 στις 10:00 ο χρήστης Ann Lee <ann@x.example> έγραψε:")]
    [InlineData("Ann Lee <ann@x.example>, 28 Kas 2026 Cmt, 10:00 tarihinde şunu yazdı:")]
    [InlineData("Vào Th 7, 28 thg 11, 2026 vào lúc 10:00 Ann Lee <ann@x.example> đã viết:")]
    [InlineData("Pada tanggal Sab, 28 Nov 2026 pukul 10.00 Ann Lee <ann@x.example> menulis:")]
    [InlineData("在 2026年11月28日，上午10:00，Ann Lee <ann@x.example> 写道：")]
    [InlineData("Ann Lee <ann@x.example> 于2026年11月28日周六 10:00写道：")]
    [InlineData("2026年11月28日(土) 10:00 Ann Lee <ann@x.example>:")]
    [InlineData("2026년 11월 28일 (토) 오전 10:00, Ann Lee <ann@x.example>님이 작성:")]
    public void What_a_mail_program_introduces_is_history(string attribution)
    {
        Assert.Equal("Thanks, it works.", New($"Thanks, it works.\n\n{attribution}\n\n> Does it work?\n> Ann\n"));
        Assert.Equal("Thanks, it works.", New($"Thanks, it works.\n{attribution}\n> Does it work?"));
        Assert.Equal("Thanks, it works.", New($"{attribution}\n> Does it work?\n\nThanks, it works."));
    }

    [Theory]
    [InlineData("On Sat, Nov 28, 2026 at 10:00 AM, Ann Lee <ann@x.example> wrote:")]
    [InlineData("Am 28.11.2026 um 10:00 schrieb Ann Lee:")]
    [InlineData("Ann Lee <ann@x.example> wrote:")]
    [InlineData("2026年11月28日(土) 10:00 Ann Lee <ann@x.example>:")]
    [InlineData("-----Original Message-----")]
    [InlineData("-------- Ursprüngliche Nachricht --------")]
    [InlineData("*-------- Message d'origine --------*")]
    [InlineData("---------- Forwarded message ---------")]
    [InlineData("Begin forwarded message:")]
    [InlineData("From: Ann Lee <ann@x.example>\nSent: Saturday, November 28, 2026 10:00 AM\nTo: Bob\nSubject: Printer")]
    [InlineData("*From:* Ann Lee\n\n*Sent:* Saturday\n\n*To:* Bob\n\n*Subject:* Printer")]
    [InlineData("________________________________\nVon: Ann Lee\nGesendet: Samstag, 28. November 2026 10:00\nAn: Bob\nBetreff: Drucker")]
    [InlineData("De : Ann Lee [mailto:ann@x.example]\nEnvoyé : samedi 28 novembre 2026 10:00\nÀ : Bob\nObjet : Imprimante")]
    [InlineData("De: Ann Lee\nEnviado: sábado\nPara: Bob\nAsunto: Impresora")]
    [InlineData("Da: Ann Lee\nInviato: sabato\nA: Bob\nOggetto: Stampante")]
    [InlineData("Van: Ann Lee\nVerzonden: zaterdag\nAan: Bob\nOnderwerp: Printer")]
    [InlineData("Från: Ann Lee\nSkickat: lördag\nTill: Bob\nÄmne: Skrivare")]
    [InlineData("Fra: Ann Lee\nSendt: lørdag\nTil: Bob\nEmne: Printer")]
    [InlineData("Lähettäjä: Ann Lee\nLähetetty: lauantai\nVastaanottaja: Bob\nAihe: Tulostin")]
    [InlineData("Od: Ann Lee\nWysłano: sobota\nDo: Bob\nTemat: Drukarka")]
    [InlineData("Od: Ann Lee\nOdesláno: sobota\nKomu: Bob\nPředmět: Tiskárna")]
    [InlineData("От: Ann Lee\nОтправлено: суббота\nКому: Bob\nТема: Принтер")]
    [InlineData("Kimden: Ann Lee\nGönderildi: Cumartesi\nKime: Bob\nKonu: Yazıcı")]
    [InlineData("发件人: Ann Lee\n发送时间: 星期六\n收件人: Bob\n主题: 打印机")]
    [InlineData("差出人：Ann Lee\n送信日時：土曜日\n宛先：Bob\n件名：プリンタ")]
    [InlineData("Date: Sat, 28 Nov 2026 10:00:00 +0100\nTo: bob@x.example")]
    [InlineData("From: ann@x.example [mailto:\nann@x.example]\nSent: Saturday\nTo: Bob\nSubject: a\nlong one")]
    public void What_is_not_quoted_with_marks_is_history_to_the_end(string head) =>
        Assert.Equal("Thanks, it works.", New($"Thanks, it works.\n\n{head}\n\nDoes it work?\n\nBest,\nAnn\n"));

    [Fact]
    public void Answers_between_quotes_keep_what_they_answer()
    {
        const string text = "Hi,\n\nOn Sat, Nov 28, 2026 at 10:00, Ann wrote:\n> Which printer?\n\nThe red one.\n\n> And when?\n\nToday.";
        Assert.Equal(text, New(text + "\n\n> Thanks\n> Ann"));
        Assert.Equal("> Which printer?\n\nThe red one.", New("> Which printer?\n\nThe red one."));
    }

    [Theory]
    [InlineData("-- \nBob Ray\nAcme")]
    [InlineData("--\nBob Ray")]
    [InlineData("_______________________________________________\nusers mailing list\nusers@lists.example")]
    [InlineData("Sent from my iPhone")]
    [InlineData("Sent from my iPhone\n\n-- \nBob")]
    [InlineData("Get Outlook for iOS<https://aka.ms/x>")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Envoyé depuis mon mobile")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Verzonden vanaf mijn iPhone")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("发自我的 iPhone")]
    public void Signatures_are_hidden(string signature)
    {
        Assert.Equal("It works.\n\nBob", New($"It works.\n\nBob\n\n{signature}\n"));
        Assert.Equal("It works.", New($"It works.\n\n{signature}\n\nOn 28 Nov 2026, at 10:00, Ann wrote:\n\n> Does it?\n"));
        Assert.Equal("It works.", New($"It works.\n\nOn 28 Nov 2026, at 10:00, Ann wrote:\n\n> Does it?\n\n{signature}"));
    }

    // What people write, and a careless rule would take away.
    [Theory]
    [InlineData("On this day\n\nI wrote something:\n\nthat was 2026.")]
    [InlineData("One question that Ann wrote down:\n\nwhere is it?")]
    [InlineData("On your host you can run this:\n\n  telnet 127.0.0.1 25\n\nand look.")]
    [InlineData("From: Berlin\nTo: Hamburg\nDate: 5 May\n\nTwo seats, please.")]
    [InlineData("Invitation:\n\nDate: Wednesday 3, October 2026\nTime: 7:00\nAddress: 130 Fox St\n\nBring your ID.")]
    [InlineData("Subject: to change\n\nPrices are.")]
    [InlineData("Dear Ann,\n\nthe mail said in bold letters -- this is not a signature -- what to do.\n\nBob")]
    [InlineData("First part\n\n---\n\nSecond part\n\n***\n\nThird part")]
    [InlineData("```\n####\n# code\n-----\n```\n\ndone")]
    [InlineData("Please write below.\n\n------------- Enter Feedback Below -------------\n\nIt is good.")]
    [InlineData("It is\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\nlong")]
    [InlineData("Sent from my desk, which is easier than my phone.")]
    [InlineData("Look:\n>>> http://x.example <<<\nand click")]
    [InlineData("I asked Bob. He wrote:\n\nnever mind\n\nbut I do mind.")]
    [InlineData("As agreed on 28 Nov 2026 the price is: 5.\n\nOr not?")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |\n\nfits")]
    [InlineData("—Ryan")]
    [InlineData("    indented first line\n\nand more")]
    public void What_people_write_stays(string text) => Assert.Equal(text, New(text));

    [Fact]
    public void Where_nothing_would_be_left_everything_stays()
    {
        Assert.Equal("> only a quote", New("> only a quote\n"));
        Assert.Equal("-- \nBob", New("\n-- \nBob\n"));
        Assert.Equal("Sent from my iPhone", New("Sent from my iPhone"));
        Assert.Equal("", New(" \r\n\n"));
    }

    [Fact]
    public void Each_part_says_what_it_is()
    {
        var view = ReplyView.Of("Yes.\r\n\r\n-- \r\nBob\r\nOn 28 Nov 2026, at 10:00, Ann wrote:\r\n> Well?\r\n");
        Assert.Equal(
            [(ReplyPartKind.Text, "Yes.\r\n\r\n"), (ReplyPartKind.Signature, "-- \r\nBob\r\n"), (ReplyPartKind.History, "On 28 Nov 2026, at 10:00, Ann wrote:\r\n> Well?\r\n")],
            view.Parts.Select(p => (p.Kind, p.Text)));
    }

    [Theory]
    [InlineData("Printer", false, false)]
    [InlineData("Printer", true, true)]
    [InlineData("AW: Printer", false, true)]
    [InlineData("Fwd: Printer", true, false)]
    [InlineData("Re: Fwd: Printer", true, true)]
    public void Only_answers_are_stripped(string subject, bool hasAncestors, bool isStripped)
    {
        var message = Mails.From(Mails.Ann) with { Subject = subject, InReplyTo = hasAncestors ? ["1@x"] : [], Text = "Look\n> at this" };
        Assert.Equal(isStripped ? "Look" : message.Text, ReplyView.Of(message).NewText);
    }

    [Fact]
    public void A_text_of_very_many_lines_is_shown_whole_unless_it_ends_in_history()
    {
        var lines = string.Concat(Enumerable.Repeat("a line\n", 12_000));
        Assert.Equal(lines + "> quoted", New(lines + "> quoted"));
        Assert.Equal("Yes.", New("Yes.\n\n-----Original Message-----\n" + lines));
    }

    private static string New(string text)
    {
        var view = ReplyView.Of(text);
        Assert.Equal(text, string.Concat(view.Parts.Select(p => p.Text)));
        Assert.Equal(view.NewText, ReplyView.Of(view.NewText).NewText);
        return view.NewText;
    }
}
