import { sentence } from './prose.ts';

/** How a description begins. */
export const openings = [
  '{company} is looking for a {title} in {city}, starting as soon as you can.',
  'As {title} at {company} you join a team of {size} in {city}.',
  'We are {company}, {size} people in {city}, and we need a {title}.',
  '{company} has grown from a kitchen table to {size} colleagues, and is hiring a {title}.',
  'Do you want to work as {title} without moving a mountain every day? {company} is for you.',
  'For our office in {city} we are looking for a {title}, full of ideas and short on slides.',
  '{company}, a name in {industry} for years, has an opening for a {title}.',
  'This position as {title} at {company} is new, so you will shape it yourself.',
].map(sentence);

/** What a company says of itself. */
export const aboutUs = [
  'What we do: {mission}.',
  'We are known for our {product}, and for lunch at a long table.',
  'Last year we began to {mission}, and customers have noticed.',
  'Our customers are towns, hospitals and family firms, most of them for more than ten years.',
  'The team is small enough for everybody to be heard and large enough for holidays.',
  'We make mistakes in the open and the same one seldom twice.',
  'Half of us came by recommendation, and most of us stayed.',
  'We belong to ourselves: no investors, no exit, no hurry on Fridays.',
  'The next step is {product}, and you would be there from the start.',
  'We want to {mission} in five countries, beginning with our neighbours.',
  'Experience counts for us, and so does curiosity.',
  'Our meetings have an agenda, an end and cake on Thursdays.',
  'People here manage their own time, and trust that others do too.',
  'Two thirds of our work comes from customers who come back.',
].map(sentence);

/** What is offered. */
export const conditions = [
  'The salary is between {least} and {most} euros a year, depending on experience.',
  'You get 27 days of holiday, meal vouchers and half of your ticket for bus and train.',
  'We pay for training, books and two conferences a year.',
  'Working hours are flexible around a core from ten to four.',
  'The contract is permanent, with a trial period of three months.',
  'There is a bicycle room, a shower and a kitchen that is used.',
  'We have a complementary health insurance and pay all of it.',
  'Your first week belongs to getting to know people, not to papers.',
  'A mentor of the team stands by you for the first half-year.',
  'Our process: a call, a visit, an offer, all within two weeks.',
  'We welcome applications from everybody, whatever their age, origin or disability.',
  'Your contact is {person}, who answers within two days.',
  'You find us at {number} {street}, three minutes from the tram.',
  'Send a few lines about yourself; a cover letter is not needed.',
  'Parents find understanding here, and day care two streets away.',
  'You can begin at once, or when your notice ends.',
  'Overtime is rare, written down and paid.',
  'Every second year there is a sabbatical to be had, if you want it.',
].map(sentence);

export const requirements = [
  '{years} years of experience with {skill}; {other} is a plus.',
  'Good knowledge of {skill} and {other}, fluent English.',
  'A degree or the equivalent in practice; {skill} in daily use.',
  '{skill}, {other}, and an eye for detail.',
  'First experience in {industry}; we teach you {other}.',
  'You have worked with {skill} for {years} years or more and can explain it to others.',
].map(sentence);

export const benefits = [
  'Meal vouchers, health insurance, 27 days of holiday.',
  'Profit sharing, company pension, flexible hours.',
  'Two days of remote work a week, training budget, new laptop.',
  'Thirteenth month, travel pass, canteen.',
  'Day care, gym, free fruit and honest coffee.',
].map(sentence);

/** Cover letters. */
export const letters = [
  'Your opening for a {title} is the first in months that made me write the same evening.',
  'I have worked as {past} for {years} years, most of them in {city}.',
  'What I bring: {skill}, {other}, and patience.',
  'Your idea of {product} is close to what I did in my last position.',
  'I am free from next month on and would be glad to come by.',
  'My strengths are listening first and finishing what was begun.',
  'I would like to work in a team again, after two years on my own.',
  'Please find my papers enclosed; references on request.',
  'I know {skill} from daily use and {other} from evenings.',
].map(sentence);
